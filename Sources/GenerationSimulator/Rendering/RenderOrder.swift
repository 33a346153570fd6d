import Foundation
import MediaBasics

/// A clip to render: everything that shows in it, so that equal orders give the same clip.
struct RenderOrder: Hashable, Codable, Sendable {
  /// An image with the digest that stands for its content.
  struct Picture: Hashable, Codable, Sendable {
    let sha256: String
    let file: URL
  }

  let size: PixelSize
  let fps: Rational
  let frames: Int
  /// What the clip begins on.
  let first: Picture?
  /// What the clip ends on.
  let last: Picture?
  /// What is written into the mark, beside the word that it's simulated.
  let label: String
  /// Makes clips of one request differ.
  let variation: UInt64
  let format: MediaFormat
  /// 20…99.
  let quality: Int

  /// What the clip will measure.
  var measures: MediaMeasures { MediaMeasures(size: size, seconds: Rational(frames).divided(by: fps), fps: fps) }

  /// What tells the rendered content apart: all of the above, pictures by content instead of by place.
  var contentKey: String {
    let parts: [String] = [
      "\(size)", "\(fps)", "\(frames)", first?.sha256 ?? "-", last?.sha256 ?? "-", "\(variation)", format.rawValue,
      "\(quality)", label,
    ]
    return parts.joined(separator: "|")
  }
}
