import Foundation
import MediaBasics
import MediaEngine

/// Brings one picture to the shape in which a model gets it: lossless where the service's limit allows that.
struct FrameImageFile: Sendable {
  /// A frame image that is ready to be uploaded.
  struct Made: Sendable {
    let file: URL
    let size: PixelSize
    /// The part that isn't bars.
    let contentRect: PixelRect
    let warnings: [String]
  }

  /// The most bytes that the service takes; `nil` where no limit is known.
  let limit: Int?

  /// Writes `stem`.png, or `stem`.jpeg where the PNG is over the limit.
  ///
  /// PNG first: what goes through JPEG loses colour resolution, and a chain would drift with every clip.
  func make(_ image: URL, _ preparation: ImagePreparation, stem: URL) async throws -> Made {
    var preparation = preparation
    preparation.format = .png
    preparation.maxBytes = nil
    let lossless = try await write(image, preparation, to: stem.appendingPathExtension("png"))
    guard let limit, lossless.bytes > limit else { return lossless.made }
    try FileManager.default.removeItem(at: lossless.made.file)
    preparation.format = .jpeg
    preparation.quality = 99
    preparation.maxBytes = limit
    return try await write(image, preparation, to: stem.appendingPathExtension("jpeg")).made
  }

  private func write(
    _ image: URL, _ preparation: ImagePreparation, to file: URL
  ) async throws -> (made: Made, bytes: Int) {
    let prepared = try await ImagePreparer.prepare(image, to: file, as: preparation, overwrite: true)
    let made = Made(
      file: file, size: preparation.size, contentRect: prepared.contentRect, warnings: prepared.warnings)
    return (made, prepared.bytes)
  }
}
