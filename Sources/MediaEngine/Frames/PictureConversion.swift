import CFFmpeg
import MediaBasics

/// How a decoded frame becomes an upright picture with square pixels, as a chain of libavfilter's filters.
struct PictureConversion {
  /// The filters.
  let filters: String
  /// The picture's size.
  let size: PixelSize

  /// Plans the conversion of a frame of `stream`; what the frame says of itself goes before what the stream says.
  ///
  /// - Parameters:
  ///   - output: The pixel format that the picture is wanted in.
  ///   - longestSide: The most pixels a side; nothing is enlarged.
  /// - Throws: `media.hdr`, `media.color-matrix`, `media.picture-size`.
  init(
    of frame: borrowing Frame, stream: MediaStream, file: String, output: PictureFormat, longestSide: Int = .max
  ) throws(MediaError) {
    let color = frame.color.filled(from: stream.color)
    if color.isHighDynamicRange { throw .highDynamicRange(file, transfer: color.transferName) }
    let shown = PixelSize.shown(
      width: frame.width, height: frame.height, sampleAspectRatio: frame.sampleAspectRatio(stream: stream),
      orientation: stream.orientation)
    guard let shown = shown?.within(longestSide) else {
      throw .pictureSize(file, width: frame.width, height: frame.height)
    }
    size = shown
    // As players and ffmpeg do, turned first; where chroma is finer down than across that would resample it once more.
    let turnsFirst = frame.hasSquareChroma || !stream.orientation.isTransposed
    let scaled = turnsFirst ? shown : shown.transposed
    var scale = "scale=w=\(scaled.width):h=\(scaled.height):flags=bicubic+accurate_rnd+full_chroma_int"
    if !frame.isRGB {
      let matrix = try color.scaleMatrix(height: frame.height, file: file)
      scale += ":in_color_matrix=\(matrix):in_range=\(frame.isFullRange(color) ? "pc" : "tv")"
    }
    if case .fullRangeYUV = output { scale += ":out_color_matrix=bt601:out_range=pc" }
    let turn = stream.orientation.filter
    let steps = [turnsFirst ? turn : nil, scale, "format=\(output.rawValue)", turnsFirst ? nil : turn]
    filters = steps.compactMap(\.self).joined(separator: ",")
  }
}

/// The pixels that a kind of image is made of; raw values are libav's names.
enum PictureFormat: String {
  case rgb = "rgb24"
  /// Full-range BT.601 without chroma subsampling: what JPEG holds.
  case fullRangeYUV = "yuvj444p"
  /// What libwebp converts by itself.
  case bgra
}
