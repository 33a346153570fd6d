import CFFmpeg
import MediaBasics

/// How a stream is coded: what must be the same in two streams for their packets to follow each other.
struct CodedKind: Sendable {
  let codec: String
  let size: PixelSize
  let pixelFormat: AVPixelFormat
  let color: ColorTags
  let sampleAspectRatio: Rational?
  let orientation: Orientation
  /// Profile, level and header, and all that a muxer is told.
  let parameters: CodecParameters

  /// What a demuxer says of its stream.
  init?(_ stream: MediaStream, in demuxer: borrowing Demuxer) throws {
    guard let size = PixelSize(width: stream.width, height: stream.height) else { return nil }
    self.size = size
    codec = stream.codecName
    pixelFormat = stream.pixelFormat
    color = stream.color
    sampleAspectRatio = stream.sampleAspectRatio == Rational(1) ? nil : stream.sampleAspectRatio
    orientation = stream.orientation
    parameters = try CodecParameters(of: stream.index, in: demuxer)
  }

  /// Whether pixels are 8-bit 4:2:0 in limited range, which an encoder here takes as they are.
  var isPlain: Bool { pixelFormat == AV_PIX_FMT_YUV420P && color.range != AVCOL_RANGE_JPEG }
}

extension ColorTags {
  /// What encoded pictures are unless they continue others.
  static let bt709 = ColorTags(
    matrix: AVCOL_SPC_BT709, range: AVCOL_RANGE_MPEG, primaries: AVCOL_PRI_BT709, transfer: AVCOL_TRC_BT709)
}
