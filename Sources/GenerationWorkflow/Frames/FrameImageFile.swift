import Foundation
import MediaBasics
import MediaEngine

/// Brings one picture to the shape in which a model gets it: lossless where the service's limit allows that.
///
/// Several jobs may want the same picture at the same time: a file's name tells all that its contents depend on, and it
/// appears whole.
struct FrameImageFile: Sendable {
  /// A frame image that is ready to be uploaded.
  struct Made: Sendable {
    let file: URL
    let size: PixelSize
    /// The part that isn't bars.
    let contentRect: PixelRect
    let warnings: [String]
  }

  /// Where the files are kept; made where it isn't there.
  let folder: URL
  /// The most bytes that the service takes; `nil` where no limit is known.
  let limit: Int?

  /// Writes a PNG, or a JPEG where the PNG is over the limit.
  ///
  /// PNG first: what goes through JPEG loses colour resolution, and a chain would drift with every clip.
  func make(_ image: URL, _ preparation: ImagePreparation) async throws -> Made {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let files = try await files(of: image, preparation)
    var preparation = preparation
    preparation.format = .png
    preparation.maxBytes = nil
    guard let limit else { return try await write(image, preparation, to: files.png, as: files.png).made }
    // Not under its name before its length is known: another model's limit may allow it, and use it just now.
    let lossless = try OutputFile(files.png, overwrite: true)
    do {
      let (made, bytes) = try await write(image, preparation, to: lossless.scratch, as: files.png)
      if bytes <= limit {
        try lossless.publish()
        return made
      }
      lossless.discard()
    } catch {
      lossless.discard()
      throw error
    }
    preparation.format = .jpeg
    preparation.quality = 99
    preparation.maxBytes = limit
    return try await write(image, preparation, to: files.jpeg, as: files.jpeg).made
  }

  /// The file that ``make(_:_:)`` made of the picture before; `nil` where it didn't.
  func kept(_ image: URL, _ preparation: ImagePreparation) async throws -> URL? {
    let files = try await files(of: image, preparation)
    return [files.png, files.jpeg].first { FileManager.default.fileExists(atPath: $0.path) }
  }

  private func files(of image: URL, _ preparation: ImagePreparation) async throws -> (png: URL, jpeg: URL) {
    let background = "\(preparation.background)".filter { $0 != "#" }
    let name =
      "\(try await FileHash.sha256(of: image).prefix(32))-\(preparation.size)-\(preparation.fit.rawValue)-\(background)"
    func file(_ name: String) -> URL { folder.appendingPathComponent(name, isDirectory: false) }
    return (file("\(name).png"), file("\(name)-\(limit ?? 0).jpeg"))
  }

  private func write(
    _ image: URL, _ preparation: ImagePreparation, to file: URL, as name: URL
  ) async throws -> (made: Made, bytes: Int) {
    let prepared = try await ImagePreparer.prepare(image, to: file, as: preparation, overwrite: true)
    let made = Made(
      file: name, size: preparation.size, contentRect: prepared.contentRect, warnings: prepared.warnings)
    return (made, prepared.bytes)
  }
}
