import Foundation
import MediaBasics
import MediaEngine

/// A finished video of a job, from which its outputs are made.
struct Master: Sendable {
  /// The file: in the job's workshop, or, where nothing was to be changed about a clip, beside the ledger.
  let measured: MeasuredFile
  /// The size of its pictures.
  let size: PixelSize
  /// How many it should hold.
  let frames: Int
  /// Its SHA-256, where the ledger knows it.
  var sha256: String?
  /// The tasks of its clips, by the service's ids.
  let tasks: [String]
  let seams: [SeamReport]
  let checks: [Verification.Check]
  let warnings: [String]
  /// The first frame image as it was uploaded.
  let frameImage: URL?
}

extension ManifestJob {
  /// The format that the video is made in: that of the first video among the outputs.
  var masterFormat: VideoFormat {
    settings.outputs.compactMap { VideoFormat(rawValue: $0.format) }.first ?? .mp4
  }
}
