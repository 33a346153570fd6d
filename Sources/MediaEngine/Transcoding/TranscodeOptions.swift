public import Foundation
public import MediaBasics

/// What a transcode makes of its input.
public struct TranscodeOptions: Sendable, Hashable {
  /// The container; nil for the one that the output's extension names.
  public var format: VideoFormat?
  /// The codec; nil for the container's usual one.
  public var codec: VideoCodec?
  /// One of ``qualities``, from small to hard to tell from the input.
  public var quality: Int
  /// The output's size; nil for the input's, as shown.
  public var size: PixelSize?
  /// How the input is brought to another shape.
  public var fit: Fit
  /// What lies in the bars of `contain` and behind transparent pixels; `auto` is the colour of the first frame's border.
  public var background: Background
  /// Which part `cover` keeps; one that looks at the pixels counts as the centre.
  public var gravity: Gravity
  /// Frames a second; nil for the input's, or its average where its rate varies. The output's rate is constant.
  public var fps: Rational?
  /// Where the first frame goes as an image, in the format that the extension names; nil for none.
  public var poster: URL?

  /// The qualities that can be asked for.
  public static let qualities = 20...99

  /// Options; without arguments, the input is encoded as it is.
  public init(
    format: VideoFormat? = nil, codec: VideoCodec? = nil, quality: Int = 80, size: PixelSize? = nil,
    fit: Fit = .contain, background: Background = .black, gravity: Gravity = .centre, fps: Rational? = nil,
    poster: URL? = nil
  ) {
    self.format = format
    self.codec = codec
    self.quality = quality
    self.size = size
    self.fit = fit
    self.background = background
    self.gravity = gravity
    self.fps = fps
    self.poster = poster
  }
}
