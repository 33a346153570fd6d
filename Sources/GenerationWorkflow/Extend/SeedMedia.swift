import Foundation
import MediaBasics
import MediaEngine

/// What a chain starts from.
struct SeedMedia: Sendable {
  let file: URL
  /// The picture's size as shown.
  let size: PixelSize
  /// The video's facts; `nil` where the seed is an image.
  let video: VideoInfo?

  /// Looks at a seed: an image by its first bytes, anything else, and a GIF that moves, as a video.
  ///
  /// - Throws: `media.no-video` and the like where it is neither; `workflow.damaged-seed` for a video whose last frame,
  ///   which the clips would go on from, can't be decoded whole.
  init(_ file: URL) async throws {
    self.file = file
    try InputFile.check(file)
    if try ImagePreparer.recognizes(file), try await !Self.moves(file) {
      guard let upright = try await ImagePreparer.facts(of: file).size else { throw WorkflowError.noPicture(file) }
      size = upright
      video = nil
      return
    }
    let info = try await MediaProbe.info(of: file)
    guard let video = info.video else { throw WorkflowError.noPicture(file) }
    let last = try await FrameExtractor.picture(.last, from: file, format: .jpeg, longestSide: 64)
    if last.isDamaged { throw WorkflowError.damagedSeed(file, frame: last.index) }
    self.video = video
    size = video.size
  }

  /// The seed's own contribution to the result, in frames.
  var frames: Int { video?.places ?? 0 }

  /// What the result can't keep of the seed.
  func warnings(resultSize: PixelSize, fps: Rational) -> [String] {
    guard let video else { return [] }
    var warnings: [String] = []
    if resultSize != size {
      warnings.append("The seed is \(size), an odd side, which video can't have: the result is \(resultSize).")
    }
    if video.hasAverageRate {
      let rate = (fps.doubleValue * 1000).rounded() / 1000
      warnings.append("The seed's frame rate varies: the result has its average, \(rate) fps, all through.")
    }
    if video.places > video.frames {
      warnings.append(
        "The seed has no frame in \(video.places - video.frames) of its \(video.places) places: the frame before is held."
      )
    }
    return warnings
  }

  private static func moves(_ image: URL) async throws -> Bool {
    let facts = try await ImagePreparer.facts(of: image)
    return facts.format == "gif" && facts.frames > 1
  }
}

extension WorkflowError {
  static func damagedSeed(_ file: URL, frame: Int) -> WorkflowError {
    WorkflowError(
      "damaged-seed", .badInput,
      "The seed '\(file.relativePath)' is damaged: parts of its last frame, \(frame), couldn't be decoded and are guessed, and the clips would go on from it.",
      hint: "Get the file again, or cut off its damaged end first.",
      details: ["file": .string(file.relativePath), "frame": .integer(Int64(frame))])
  }

  static func noPicture(_ file: URL) -> WorkflowError {
    WorkflowError(
      "no-picture", .badInput, "The seed '\(file.relativePath)' has no picture to go on from.",
      hint: "Give a video or an image.", details: ["file": .string(file.relativePath)])
  }
}
