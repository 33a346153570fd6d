public import Foundation
import MediaBasics

/// Prepares pictures for video models: upright, sRGB, opaque, at exactly one size, without metadata.
///
/// The same input and preparation give the same bytes, however many pictures are prepared at the same time.
public enum ImagePreparer {
  /// Begins to load libvips, which otherwise waits for the first picture; to be called by who has something else to do
  /// until then. What fails is thrown there.
  public static func loadAside() { VipsLibrary.loadAside() }

  /// Prepares a file.
  ///
  /// - Throws: `file.…` where the input is missing or the output is there already or can't be written;
  ///   `media.image-unknown`, `-vector`, `-damaged`, `-pixels`, `-bytes`, `-frames`, `-memory` for inputs that are
  ///   not taken; `media.image-too-big` where no quality keeps within `maxBytes`; `CancellationError`.
  @discardableResult
  public static func prepare(
    _ file: URL, to output: URL, as preparation: ImagePreparation, overwrite: Bool = false
  ) async throws -> PreparedImage {
    try await BlockingWork.run { cancellation in
      try prepare(file, to: output, as: preparation, overwrite: overwrite, cancellation)
    }
  }

  /// Prepares a file in memory.
  ///
  /// - Throws: as ``prepare(_:to:as:overwrite:)``.
  public static func prepare(
    _ file: URL, as preparation: ImagePreparation
  ) async throws -> (data: Data, image: PreparedImage) {
    try await BlockingWork.run { cancellation in
      try preparation.check()
      let input = try ImageInput(file: file, limits: preparation.limits, allowVector: preparation.allowVector)
      return try prepare(input, as: preparation, cancellation)
    }
  }

  /// Prepares an encoded picture in memory.
  ///
  /// - Throws: as ``prepare(_:to:as:overwrite:)``.
  public static func prepare(
    _ data: Data, as preparation: ImagePreparation
  ) async throws -> (data: Data, image: PreparedImage) {
    try await BlockingWork.run { cancellation in
      try preparation.check()
      let input = try ImageInput(data: data, limits: preparation.limits, allowVector: preparation.allowVector)
      return try prepare(input, as: preparation, cancellation)
    }
  }

  /// Prepares an encoded picture to a file.
  ///
  /// - Throws: as ``prepare(_:to:as:overwrite:)``.
  @discardableResult
  public static func prepare(
    _ data: Data, to output: URL, as preparation: ImagePreparation, overwrite: Bool = false
  ) async throws -> PreparedImage {
    try await BlockingWork.run { cancellation in
      try preparation.check()
      let input = try ImageInput(data: data, limits: preparation.limits, allowVector: preparation.allowVector)
      return try prepare(input, to: output, as: preparation, overwrite: overwrite, cancellation)
    }
  }

  /// Tells what a file's header says; no pixel is decoded, and damage further on isn't seen.
  ///
  /// - Throws: as ``prepare(_:to:as:overwrite:)`` does for inputs that are not taken.
  public static func facts(
    of file: URL, limits: ImageLimits = ImageLimits(), allowVector: Bool = false
  ) async throws -> ImageFacts {
    try await BlockingWork.run { _ in
      let input = try ImageInput(file: file, limits: limits, allowVector: allowVector)
      return try ImagePipeline.facts(of: input, within: limits)
    }
  }

  /// Prepares a file on the thread of the caller.
  static func prepare(
    _ file: URL, to output: URL, as preparation: ImagePreparation, overwrite: Bool, _ cancellation: Cancellation
  ) throws -> PreparedImage {
    try preparation.check()
    let input = try ImageInput(file: file, limits: preparation.limits, allowVector: preparation.allowVector)
    return try prepare(input, to: output, as: preparation, overwrite: overwrite, cancellation)
  }

  private static func prepare(
    _ input: ImageInput, to output: URL, as preparation: ImagePreparation, overwrite: Bool,
    _ cancellation: Cancellation
  ) throws -> PreparedImage {
    try OutputFile.write(output, overwrite: overwrite) { scratch in
      let outcome = try ImagePipeline(input: input, preparation: preparation, cancellation: cancellation).run()
      try write(outcome.data, to: scratch, as: output)
      return try describe(outcome, input: input.path, output: output.relativePath, preparation)
    }
  }

  private static func prepare(
    _ input: ImageInput, as preparation: ImagePreparation, _ cancellation: Cancellation
  ) throws -> (data: Data, image: PreparedImage) {
    let outcome = try ImagePipeline(input: input, preparation: preparation, cancellation: cancellation).run()
    return (outcome.data, try describe(outcome, input: input.path, output: nil, preparation))
  }

  static func write(_ data: Data, to scratch: URL, as output: URL) throws {
    do {
      try data.writeUnsynced(to: scratch)
    } catch {
      throw MediaError.imageUnwritten(output.relativePath, SystemReason.text(of: error))
    }
  }

  private static func describe(
    _ outcome: ImagePipeline.Outcome, input: String?, output: String?, _ preparation: ImagePreparation
  ) throws -> PreparedImage {
    try PreparedImage(
      input: input, output: output, width: preparation.size.width, height: preparation.size.height,
      fit: preparation.fit, contentRect: outcome.contentRect, bytes: outcome.data.count,
      sha256: FileHash.sha256(outcome.data), warnings: outcome.warnings)
  }
}
