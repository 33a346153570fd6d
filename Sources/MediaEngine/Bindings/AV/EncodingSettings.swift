import CFFmpeg
import MediaBasics

/// How a video stream is encoded: always yuv420p, square samples, constant rate.
struct VideoEncoding {
  /// libav's name of the encoder, such as `libx264`.
  var encoder: String
  var size: PixelSize
  /// Frames a second.
  var rate: Rational
  /// The most frames from one keyframe to the next.
  var keyframeInterval: Int
  /// The encoder's own options.
  var options: [(name: String, value: String)]
  /// The container's name for the stream; 0 leaves it to the muxer.
  var tag: UInt32 = 0
  /// Threads of the encoder; 0 for as many as it likes.
  var threads = 0
  /// Whether segments may be encoded at once: for an encoder that leaves cores idle.
  var bySegments = false
  /// What the pictures are tagged as; they must be so already.
  var color = ColorTags.bt709
}

/// How a sound stream is encoded.
struct SoundEncoding: Hashable, Sendable {
  /// libav's name of the encoder: `aac`, `libopus`.
  var encoder: String
  /// Samples a second.
  var sampleRate: Int
  /// 1 or 2.
  var channels: Int
  /// How the encoder wants its samples stored.
  var format: AVSampleFormat
  /// Bits a second.
  var bitRate: Int

  /// libavfilter's name of the channel layout.
  var layout: String { channels == 1 ? "mono" : "stereo" }

  /// What is lost of a file's sound: channels and frequencies.
  func loss(of file: String, _ audio: AudioInfo) -> [String] {
    var warnings: [String] = []
    if audio.channels > channels {
      warnings.append(
        "'\(file)' has \(audio.channels) channels of sound; they are mixed down to \(channels) (\(layout)).")
    }
    if audio.sampleRate > sampleRate {
      warnings.append("'\(file)' has sound at \(audio.sampleRate) Hz; it is brought to \(sampleRate) Hz.")
    }
    return warnings
  }
}

extension AVSampleFormat {
  /// 32-bit float, each channel on its own.
  static var planarFloat: AVSampleFormat { AV_SAMPLE_FMT_FLTP }
  /// 32-bit float, channels interleaved.
  static var packedFloat: AVSampleFormat { AV_SAMPLE_FMT_FLT }

  /// libavfilter's name of the format.
  var name: String { av_get_sample_fmt_name(self).map { String(cString: $0) } ?? "fltp" }
}
