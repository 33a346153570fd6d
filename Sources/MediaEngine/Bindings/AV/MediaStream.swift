import CFFmpeg
import MediaBasics

/// What a container says about one of its streams: hints, which packets and frames may contradict.
struct MediaStream: Sendable {
  enum Kind: Sendable {
    case video, audio, subtitle, other
  }

  /// Its number in the file.
  let index: Int
  let kind: Kind
  /// Whether it is a picture beside the media, such as cover art.
  let isAttachedPicture: Bool
  /// Whether the file marks it as the one to play.
  let isDefault: Bool
  /// Seconds a tick.
  let timeBase: Rational
  /// When it begins, in ticks.
  let startTime: Int64?
  /// How long the header says it lasts, in ticks.
  let declaredDuration: Int64?
  /// How many frames the header says there are.
  let declaredFrames: Int?
  /// libav's average of frames a second.
  let averageRate: Rational?
  /// libav's guess at the grid that all times fall on.
  let nominalRate: Rational?
  let codec: AVCodecID
  /// The codec's short name.
  let codecName: String
  /// Coded width; 0 for what isn't video.
  let width: Int
  /// Coded height; 0 for what isn't video.
  let height: Int
  /// Width ÷ height of one sample.
  let sampleAspectRatio: Rational?
  let orientation: Orientation
  let pixelFormat: AVPixelFormat
  let color: ColorTags
  /// Whether transparency lies beside the pictures (WEBM), where the pixel format doesn't tell.
  let hasAlphaBeside: Bool
  /// Frames that decoding order may run ahead of presented order.
  let reorderDepth: Int
  let fieldOrder: AVFieldOrder
  /// Samples a second; 0 for what isn't audio.
  let sampleRate: Int
  /// Channels; 0 for what isn't audio.
  let channels: Int

  /// Whether pictures have an alpha channel.
  var hasAlpha: Bool { kind == .video && (hasAlphaBeside || pixelFormat.hasAlpha) }

  /// Whether each frame holds two moments.
  var isInterlaced: Bool { fieldOrder != AV_FIELD_PROGRESSIVE && fieldOrder != AV_FIELD_UNKNOWN }

  /// Whether libavcodec can decode it.
  var hasDecoder: Bool { avcodec_find_decoder(codec) != nil }

  init(reading stream: UnsafePointer<AVStream>, parameters: UnsafePointer<AVCodecParameters>) {
    let (header, coded) = (stream.pointee, parameters.pointee)
    index = Int(header.index)
    kind =
      switch coded.codec_type {
      case AVMEDIA_TYPE_VIDEO: .video
      case AVMEDIA_TYPE_AUDIO: .audio
      case AVMEDIA_TYPE_SUBTITLE: .subtitle
      default: .other
      }
    isAttachedPicture = header.disposition & AV_DISPOSITION_ATTACHED_PIC != 0
    isDefault = header.disposition & AV_DISPOSITION_DEFAULT != 0
    timeBase = Rational(header.time_base) ?? Rational(1)
    startTime = Packet.time(header.start_time)
    declaredDuration = Packet.time(header.duration)
    declaredFrames = header.nb_frames > 0 ? Int(header.nb_frames) : nil
    averageRate = Rational(positive: header.avg_frame_rate)
    nominalRate = Rational(positive: header.r_frame_rate)
    codec = coded.codec_id
    codecName = String(cString: avcodec_get_name(coded.codec_id))
    width = Int(coded.width)
    height = Int(coded.height)
    sampleAspectRatio = Rational(
      coded: coded.sample_aspect_ratio, container: header.sample_aspect_ratio)
    orientation = rw_stream_display_matrix(stream).map(Orientation.init(displayMatrix:)) ?? .upright
    pixelFormat = kind == .video ? AVPixelFormat(rawValue: coded.format) : AV_PIX_FMT_NONE
    color = ColorTags(
      matrix: coded.color_space, range: coded.color_range, primaries: coded.color_primaries, transfer: coded.color_trc
    )
    hasAlphaBeside =
      av_dict_get(header.metadata, "alpha_mode", nil, 0).map { $0.pointee.value.pointee == 49 } ?? false
    reorderDepth = Int(coded.video_delay)
    fieldOrder = coded.field_order
    sampleRate = Int(coded.sample_rate)
    channels = Int(coded.ch_layout.nb_channels)
  }
}
