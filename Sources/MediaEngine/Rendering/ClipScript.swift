public import Foundation
public import MediaBasics

/// What a rehearsed clip shows.
public struct ClipScript: Sendable, Hashable {
  /// The clip's size; an odd side is encoded one pixel shorter.
  public var size: PixelSize
  /// Frames a second.
  public var fps: Rational
  /// Exactly how many frames, at least 1.
  public var frames: Int
  /// What frame 0 shows; nil for a drawn backdrop. Another size is letterboxed.
  public var first: URL?
  /// What the last frame shows; nil where the clip ends as it goes on.
  public var last: URL?
  /// Written into the corner after SIMULATED, such as the model's id.
  public var label: String
  /// Chooses the direction of the camera move and the colours of a drawn backdrop; equal numbers, equal clips.
  public var variation: UInt64
  /// The container.
  public var format: VideoFormat
  /// 20…99.
  public var quality: Int

  /// A script with its parts.
  public init(
    size: PixelSize, fps: Rational, frames: Int, first: URL? = nil, last: URL? = nil, label: String = "",
    variation: UInt64 = 0, format: VideoFormat = .mp4, quality: Int = 90
  ) {
    self.size = size
    self.fps = fps
    self.frames = frames
    self.first = first
    self.last = last
    self.label = label
    self.variation = variation
    self.format = format
    self.quality = quality
  }
}
