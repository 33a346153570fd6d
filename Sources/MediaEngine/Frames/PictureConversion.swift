import CFFmpeg
import MediaBasics

/// How a decoded frame becomes an upright picture with square pixels: by libswscale alone where that is all it takes,
/// else by a chain of libavfilter's filters.
struct PictureConversion {
  /// The picture's size.
  let size: PixelSize
  private let way: Way
  private let timeBase: Rational

  private enum Way {
    case scaling(PictureScaler)
    case filters(String)
  }

  /// Plans the conversion of a frame of `stream`; what the frame says of itself goes before what the stream says.
  ///
  /// - Parameters:
  ///   - output: The pixel format that the picture is wanted in.
  ///   - longestSide: The most pixels a side; nothing is enlarged.
  ///   - filtering: Whether filters are used even where scaling is all it takes.
  /// - Throws: `media.hdr`, `media.color-matrix`, `media.picture-size`.
  init(
    of frame: borrowing Frame, stream: MediaStream, file: String, output: PictureFormat, longestSide: Int = .max,
    filtering: Bool = false
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
    timeBase = stream.timeBase
    let matrix = frame.isRGB ? nil : try color.scaleMatrix(height: frame.height, file: file)
    let isFullRange = frame.isFullRange(color)
    if let matrix, !filtering, frame.hasUsualChroma, !Self.needsFilters(stream) {
      way = .scaling(
        PictureScaler(
          width: frame.width, height: frame.height, matrix: matrix,
          isFullRange: isFullRange, size: shown, output: output))
      return
    }
    // As players and ffmpeg do, turned first; where chroma is finer down than across that would resample it once more.
    let turnsFirst = frame.hasSquareChroma || !stream.orientation.isTransposed
    let scaled = turnsFirst ? shown : shown.transposed
    var scale = "scale=w=\(scaled.width):h=\(scaled.height):flags=bicubic+accurate_rnd+full_chroma_int"
    if let matrix, !frame.pixelFormat.hasAlpha {
      scale += ":in_color_matrix=\(matrix.rawValue):in_range=\(isFullRange ? "pc" : "tv")"
    }
    if case .fullRangeYUV = output { scale += ":out_color_matrix=bt601:out_range=pc" }
    let turn = stream.orientation.filter
    // As in PictureScaler: the same numbers, sooner.
    let planes = matrix != nil && output != .fullRangeYUV ? "format=gbrp,scale" : nil
    // A frame image is opaque: what is transparent lies on white, as behind a product.
    let opaque =
      frame.pixelFormat.hasAlpha ? AlphaFlattening.filters(matrix: matrix, fullRange: isFullRange, on: .white) : nil
    let steps = [
      opaque, turnsFirst ? turn : nil, scale, planes, "format=\(output.rawValue)", turnsFirst ? nil : turn,
    ]
    way = .filters(steps.compactMap(\.self).joined(separator: ","))
  }

  /// Whether pictures of a stream are converted by libavfilter, as far as the stream tells.
  static func needsFilters(_ stream: MediaStream) -> Bool {
    stream.pixelFormat != Frame.usualFormat || stream.orientation != .upright
  }

  /// Carries it out.
  func picture(of frame: borrowing Frame) throws -> Frame {
    switch way {
    case .scaling(let scaler): return try scaler.scale(frame)
    case .filters(let filters):
      let graph = try FilterGraph(filters, [.pictures(like: frame, timeBase: timeBase)], single: true)
      let picture = try Frame()
      try graph.send(frame)
      try graph.end()
      guard case .frame = try graph.receive(into: picture) else { throw MediaError.noMemory(for: "a picture") }
      return picture
    }
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
