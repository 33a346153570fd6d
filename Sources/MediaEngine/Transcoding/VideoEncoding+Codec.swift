import Foundation
import MediaBasics

extension VideoEncoding {
  /// How much time an encoder takes for a smaller file.
  enum Speed {
    /// For pictures that are looked at once.
    case rehearsal
    /// For pictures that are delivered.
    case delivery
  }

  /// The settings of a codec at a quality of 20…99, with closed GOPs of at most 5 seconds.
  ///
  /// - Throws: `media.quality`.
  init(
    codec: VideoCodec, size: PixelSize, rate: Rational, quality: Int, speed: Speed = .delivery
  ) throws(MediaError) {
    let crf = try QualityTable(for: codec).crf(quality: quality)
    let seconds = speed == .delivery ? 5.0 : 10.0
    self.init(
      encoder: Self.encoder(of: codec), size: size, rate: rate,
      keyframeInterval: max(1, Int((rate.doubleValue * seconds).rounded())),
      options: [(Self.factor(of: codec, speed), crf)] + Self.options(of: codec, size: size, speed: speed),
      tag: Self.tag(of: codec),
      bySegments: codec == .vp9)
  }

  /// libav's name of the encoder that writes a codec.
  static func encoder(of codec: VideoCodec) -> String {
    switch codec {
    case .h264: "libx264"
    case .hevc: "libx265"
    case .vp9: "libvpx-vp9"
    case .av1: "libsvtav1"
    }
  }

  /// The container's name for a stream; 0 leaves it to the muxer.
  static func tag(of codec: VideoCodec) -> UInt32 {
    // 'hvc1' keeps parameter sets out of the stream: Apple's players take nothing else.
    codec == .hevc ? 0x3163_7668 : 0
  }

  /// The option that takes the quality. By a rate factor x264 would spend most of its bits, and of its time, on what
  /// hardly moves, and rehearsals hardly move.
  private static func factor(of codec: VideoCodec, _ speed: Speed) -> String {
    codec == .h264 && speed == .rehearsal ? "qp" : "crf"
  }

  private static func options(
    of codec: VideoCodec, size: PixelSize, speed: Speed
  ) -> [(name: String, value: String)] {
    switch codec {
    case .h264:
      // Rehearsals keep B-frames, so that what follows meets what bought clips have.
      return speed == .delivery
        ? [("preset", "veryfast"), ("profile", "high")]
        : [("preset", "ultrafast"), ("bf", "2"), ("b_strategy", "0"), ("sc_threshold", "0")]
    case .hevc:
      return [
        ("preset", speed == .delivery ? "veryfast" : "ultrafast"), ("x265-params", "log-level=error:open-gop=0"),
      ]
    case .vp9:
      // A tile is at least 256 pixels wide; rows of a tile are encoded side by side too.
      let columns = max(0, min(6, Int(log2(Double(size.width) / 256))))
      let tiles = [("b", "0"), ("row-mt", "1"), ("tile-columns", "\(columns)")]
      return speed == .delivery
        ? tiles + [("deadline", "good"), ("cpu-used", "4")]
        : tiles + [("deadline", "realtime"), ("cpu-used", "8"), ("lag-in-frames", "0"), ("aq-mode", "0")]
    case .av1:
      return [("preset", speed == .delivery ? "9" : "12")]
    }
  }
}
