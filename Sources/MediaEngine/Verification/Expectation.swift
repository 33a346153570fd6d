public import MediaBasics

/// What a file is asked to be; nil asks nothing.
public struct Expectation: Hashable, Sendable {
  /// Presented frames.
  public var frames: Int?
  /// Length of the video in seconds, met within half a frame.
  public var duration: Rational?
  /// Frames a second, constant; 23.976 and its like stand for their 1000/1001 rate.
  public var fps: Rational?
  /// The size as shown: upright, in square pixels.
  public var size: PixelSize?
  /// The container.
  public var format: VideoFormat?
  /// Whether each frame and the main sound are to be decoded: finds damage, and frozen and black runs.
  public var decode: Bool

  /// Nothing is asked but what is given.
  public init(
    frames: Int? = nil, duration: Rational? = nil, fps: Rational? = nil, size: PixelSize? = nil,
    format: VideoFormat? = nil, decode: Bool = false
  ) {
    self.frames = frames
    self.duration = duration
    self.fps = fps
    self.size = size
    self.format = format
    self.decode = decode
  }
}
