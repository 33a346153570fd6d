import Foundation
import MediaBasics

/// An encoded picture that is there, is not too big, and is of a kind that can be read.
struct ImageInput: Sendable {
  private enum Origin: Sendable {
    case file(URL)
    case data(Data)
  }

  private let origin: Origin
  let kind: ImageKind
  /// How messages call it.
  let name: String
  /// The path as it was given; `nil` for bytes in memory.
  var path: String? { if case .file(let url) = origin { url.relativePath } else { nil } }

  /// Looks at a file's presence, length and first bytes.
  init(file: URL, limits: ImageLimits, allowVector: Bool) throws {
    let bytes = try InputFile.check(file)
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    let head = try handle.read(upToCount: ImageKind.sniffLength) ?? Data()
    try self.init(.file(file), name: file.relativePath, bytes: bytes, head: head, limits, allowVector)
  }

  /// Looks at the length and the first bytes.
  init(data: Data, limits: ImageLimits, allowVector: Bool) throws {
    try self.init(
      .data(data), name: "the picture in memory", bytes: Int64(data.count), head: data.prefix(ImageKind.sniffLength),
      limits, allowVector)
  }

  private init(
    _ origin: Origin, name: String, bytes: Int64, head: Data, _ limits: ImageLimits, _ allowVector: Bool
  ) throws(MediaError) {
    self.origin = origin
    self.name = name
    guard bytes <= limits.bytes else { throw MediaError.imageBytes(name, given: bytes, limit: limits.bytes) }
    guard let kind = ImageKind(sniffing: head) else { throw MediaError.imageUnknown(name) }
    if kind.isVector, !allowVector { throw MediaError.imageVector(name, kind: kind.rawValue) }
    self.kind = kind
  }

  /// Opens the picture: reads the header.
  func open(scale: Double = 1, strictness: Picture.Strictness) throws -> Picture {
    let picture = try openAsStored(scale: scale, strictness: strictness)
    guard kind == .png, picture.profile == nil else { return picture }
    return try PNGColor(read: bytes).profile(isGrey: picture.colorBands == 1).map(picture.replacingProfile) ?? picture
  }

  /// Up to `count` bytes from an offset; fewer at the end, none where it can't be read.
  private func bytes(at offset: Int, count: Int) -> Data {
    switch origin {
    case .data(let data):
      return data.dropFirst(offset).prefix(count)
    case .file(let url):
      guard let handle = try? FileHandle(forReadingFrom: url) else { return Data() }
      defer { try? handle.close() }
      guard (try? handle.seek(toOffset: UInt64(offset))) != nil else { return Data() }
      return (try? handle.read(upToCount: count)) ?? Data()
    }
  }

  /// Whether the file goes on to its end, as far as its structure tells.
  var isComplete: Bool {
    guard FileCompleteness.tells(kind) else { return true }
    switch origin {
    case .data(let data): return FileCompleteness.isComplete(data, kind)
    case .file(let url):
      guard let file = try? Data(contentsOf: url, options: .alwaysMapped) else { return true }
      return FileCompleteness.isComplete(file, kind)
    }
  }

  private func openAsStored(scale: Double, strictness: Picture.Strictness) throws -> Picture {
    guard VipsLibrary.has(operation: kind.loader, module: kind.module) else {
      throw MediaError.imageLoaderMissing(name, kind: kind.rawValue)
    }
    if kind.isVector { VipsLibrary.openVectorLoaders() }
    let input =
      switch origin {
      case .file(let url): try VipsInput(file: url.path)
      case .data(let data): try VipsInput(data: data)
      }
    return try Picture.open(input, as: kind, scale: scale, strictness: strictness)
  }

  /// Reads the header and checks it against the limits.
  func header(within limits: ImageLimits) throws -> ImageHeader {
    let picture = try VipsFailure.ofInput { try open(strictness: .nothing) }
    var header = ImageHeader(of: picture, kind: kind)
    try header.check(limits, name: name)
    if kind == .png { header.pages = PNGChunks.frames(bytes) }
    return header
  }
}
