import Foundation

/// Takes an answer's body as it comes in.
final class BodySink {
  private let destination: HTTPRequest.Destination
  private let progress: ByteCounter?
  private var file: WritableFile?
  private var started = false
  private var written: Int64 = 0
  private var total: Int64?
  /// The part that isn't noted yet, and what its note will say of where it came from.
  private var unnoted: (part: PartFile, validator: String?)?
  /// Bytes that came in.
  private(set) var received: Int64 = 0
  /// What went into memory.
  private(set) var memory = Data()

  init(_ request: HTTPRequest) {
    destination = request.destination
    progress = request.destination.isFile ? request.progress : nil
  }

  /// Takes one piece of a body whose head is complete.
  ///
  /// - Throws: `download.too-large`; whatever writing throws.
  func take(_ bytes: UnsafeRawBufferPointer, head: ResponseHead) throws {
    try start(head)
    written += Int64(bytes.count)
    received += Int64(bytes.count)
    try checkLength(written)
    if let file {
      try file.append(bytes)
      // Whoever is killed before this starts over; that costs less than a note for each small file.
      if received >= Self.worthResuming { try note() }
      progress?(written, total)
    } else {
      memory.append(contentsOf: bytes)
    }
  }

  /// Ends a body; one of no bytes at all is made here, too.
  func finish(head: ResponseHead) throws {
    try start(head)
    if let total, total != written { try note() }
    file = nil
  }

  /// Ends a body in the middle: what came stays to be gone on with.
  func leave() {
    // Without its note the part is only fetched again.
    try? note()
    file = nil
  }

  private func note() throws {
    guard let (part, validator) = unnoted else { return }
    try part.writeNote(validator: validator, total: total)
    unnoted = nil
  }

  private func start(_ head: ResponseHead) throws {
    guard !started else { return }
    started = true
    guard case .file(let part, _) = destination, head.status == 200 || head.status == 206 else {
      if let length = head.contentLength { try checkLength(length) }
      return
    }
    var offset: Int64 = 0
    if head.status == 206 {
      // A range other than the asked one can't be joined to what is there.
      guard let range = head.contentRange, range.start == part.length else { throw PartMismatch() }
      (offset, total) = (range.start, range.total)
      let note = part.note
      if let known = note?.total, let total, known != total { throw PartMismatch() }
      if let known = note?.validator, let new = head.validator, known != new { throw PartMismatch() }
    } else {
      total = head.headers["content-encoding"] == nil ? head.contentLength : nil
    }
    if let total { try checkLength(total) }
    written = offset
    file = try WritableFile(part.url, offset: offset)
    unnoted = (part, head.validator)
    // One of before speaks of other bytes.
    if offset == 0 { part.removeNote() }
  }

  private static let worthResuming: Int64 = 256 << 10

  private func checkLength(_ length: Int64) throws {
    let limit: Int64
    switch destination {
    case .file(_, let most) where file != nil || total != nil: limit = most
    case .file: limit = HTTPRequest.answerLimit
    case .memory(let most): limit = most
    }
    if length > limit { throw GenerationError.answerTooLarge(limit: limit) }
  }
}

/// The service sent another part of the file, or a part of another file, than was asked for: start over.
struct PartMismatch: Error {}

extension HTTPRequest.Destination {
  var isFile: Bool { if case .file = self { true } else { false } }
}
