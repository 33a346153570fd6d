import CFFmpeg
import MediaBasics

/// How a stream is coded: what must be the same in two streams for their packets to follow each other.
struct CodedKind: Hashable, Sendable {
  let codec: String
  let size: PixelSize
  let pixelFormat: AVPixelFormat
  let profile: Int
  let level: Int
  let color: ColorTags
  let sampleAspectRatio: Rational?
  let orientation: Orientation
  /// The codec's own header: parameter sets.
  let header: [UInt8]

  /// What a demuxer says of its stream.
  init?(_ stream: MediaStream, in demuxer: borrowing Demuxer) throws {
    guard let size = PixelSize(width: stream.width, height: stream.height) else { return nil }
    self.size = size
    codec = stream.codecName
    pixelFormat = stream.pixelFormat
    color = stream.color
    sampleAspectRatio = stream.sampleAspectRatio == Rational(1) ? nil : stream.sampleAspectRatio
    orientation = stream.orientation
    (profile, level, header) = try demuxer.withParameters(of: stream.index) { parameters in
      let bytes = parameters.pointee.extradata.map {
        Array(UnsafeBufferPointer(start: $0, count: Int(parameters.pointee.extradata_size)))
      }
      return (Int(parameters.pointee.profile), Int(parameters.pointee.level), bytes ?? [])
    }
  }

  /// Whether pixels are 8-bit 4:2:0 in limited range, which an encoder here takes as they are.
  var isPlain: Bool { pixelFormat == AV_PIX_FMT_YUV420P && color.range != AVCOL_RANGE_JPEG }
}

extension ColorTags {
  /// What encoded pictures are unless they continue others.
  static let bt709 = ColorTags(
    matrix: AVCOL_SPC_BT709, range: AVCOL_RANGE_MPEG, primaries: AVCOL_PRI_BT709, transfer: AVCOL_TRC_BT709)
}
