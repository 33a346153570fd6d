import Foundation
import MediaBasics

/// Reads an ``HTTPBody`` from its beginning to its end, in pieces of any size.
final class BodyReader {
  private let body: HTTPBody
  private var part = 0
  private var file: FileHandle?
  private var fileLeft: Int64 = 0
  private var ready = Data()

  init(_ body: HTTPBody) {
    self.body = body
  }

  /// A multiple of 3, so that base64 is padded at the end of a file only.
  private static let pieceLength = 48 * 1024

  /// Starts again from the beginning.
  func rewind() {
    part = 0
    file = nil
    ready = Data()
  }

  /// Fills `buffer` as far as one piece reaches; 0 at the end.
  ///
  /// - Throws: `upload.changed` where a file is not as long any more as it was; whatever reading it throws.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while ready.isEmpty {
      guard try loadNextPiece() else { return 0 }
    }
    let count = min(buffer.count, ready.count)
    ready.prefix(count).withUnsafeBytes { buffer.copyMemory(from: $0) }
    ready = ready.dropFirst(count)
    return count
  }

  /// Puts the next piece in `ready`, which may come out empty; false at the end.
  private func loadNextPiece() throws -> Bool {
    guard part < body.parts.count else { return false }
    switch body.parts[part] {
    case .bytes(let data):
      ready = data
      part += 1
    case .file(let url, let length):
      ready = try piece(of: url, from: 0, length: length)
    case .slice(let url, let offset, let length):
      ready = try piece(of: url, from: offset, length: length)
    case .base64(let url, let length):
      ready = try piece(of: url, from: 0, length: length).base64EncodedData()
    }
    return true
  }

  private func piece(of url: URL, from offset: Int64, length: Int64) throws -> Data {
    let handle: FileHandle
    if let file {
      handle = file
    } else {
      try InputFile.check(url)
      handle = try FileHandle(forReadingFrom: url)
      if offset > 0 { try handle.seek(toOffset: UInt64(offset)) }
      file = handle
      fileLeft = length
    }
    let wanted = Int(min(fileLeft, Int64(Self.pieceLength)))
    var data = Data()
    // A read may give less than it was asked for; base64 needs whole groups of three.
    while data.count < wanted {
      guard let more = try handle.read(upToCount: wanted - data.count), !more.isEmpty else {
        throw GenerationError.uploadChanged(url.relativePath)
      }
      data.append(more)
    }
    fileLeft -= Int64(wanted)
    if fileLeft == 0 {
      file = nil
      part += 1
    }
    return data
  }
}
