import CFFmpeg
import MediaBasics

/// What goes into a filter graph: the properties that all frames of one input share.
enum FilterInput {
  case pictures(
    width: Int, height: Int, format: AVPixelFormat, color: ColorTags, sampleAspectRatio: Rational?,
    timeBase: Rational, rate: Rational?)
  case sound(rate: Int, layout: String, format: AVSampleFormat, timeBase: Rational)

  /// Pictures like this one.
  static func pictures(like frame: borrowing Frame, timeBase: Rational, rate: Rational? = nil) -> FilterInput {
    let ratio = frame.withPointer { Rational(positive: $0.pointee.sample_aspect_ratio) }
    return .pictures(
      width: frame.width, height: frame.height, format: frame.pixelFormat, color: frame.color,
      sampleAspectRatio: ratio, timeBase: timeBase, rate: rate)
  }

  /// The source filter that stands for it in a graph.
  var filter: String {
    switch self {
    case .pictures: "buffer"
    case .sound: "abuffer"
    }
  }

  /// The source filter's arguments.
  var arguments: String {
    switch self {
    case .pictures(let width, let height, let format, let color, let ratio, let timeBase, let rate):
      var text = "video_size=\(width)x\(height):pix_fmt=\(format.rawValue)"
      text += ":time_base=\(timeBase.av.num)/\(timeBase.av.den)"
      if let ratio { text += ":pixel_aspect=\(ratio.av.num)/\(ratio.av.den)" }
      if let rate { text += ":frame_rate=\(rate.av.num)/\(rate.av.den)" }
      if rw_buffersrc_takes_color() != 0 {
        text += ":colorspace=\(color.matrix.rawValue):range=\(color.range.rawValue)"
      }
      return text
    case .sound(let rate, let layout, let format, let timeBase):
      return "sample_rate=\(rate):sample_fmt=\(format.rawValue):channel_layout=\(layout)"
        + ":time_base=\(timeBase.av.num)/\(timeBase.av.den)"
    }
  }

  /// The sink filter that takes what comes of it.
  var sink: String {
    switch self {
    case .pictures: "buffersink"
    case .sound: "abuffersink"
    }
  }
}
