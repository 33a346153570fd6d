public import Foundation

/// A container that is written.
public enum VideoFormat: String, CaseIterable, Codable, Hashable, Sendable {
  /// MP4 with its index in front: H.264 or HEVC, with AAC.
  case mp4
  /// WEBM with its index in front: VP9 or AV1, with Opus.
  case webm

  /// The format that a file's extension names.
  ///
  /// - Throws: `media.format` for an extension that names none.
  public init(of file: URL) throws(MediaError) {
    guard let format = VideoFormat(rawValue: file.pathExtension.lowercased()) else {
      throw MediaError.unknownFormat(file.relativePath, given: file.pathExtension)
    }
    self = format
  }

  /// The codecs that the container takes here, the usual one first.
  public var codecs: [VideoCodec] {
    switch self {
    case .mp4: [.h264, .hevc]
    case .webm: [.vp9, .av1]
    }
  }

  /// `codec`, or the usual one.
  ///
  /// - Throws: `media.codec` where the container doesn't take it.
  func codec(_ codec: VideoCodec?) throws(MediaError) -> VideoCodec {
    guard let codec else { return codecs[0] }
    guard codecs.contains(codec) else { throw MediaError.codecNotIn(self, given: codec) }
    return codec
  }

  /// How its sound is encoded, at a rate and number of channels as near the asked ones as the codec takes.
  func sound(rate: Int, channels: Int) -> SoundEncoding {
    let channels = min(max(channels, 1), 2)
    switch self {
    case .mp4:
      let nearest = Self.rates.min { abs($0 - rate) < abs($1 - rate) } ?? 48_000
      return SoundEncoding(
        encoder: "aac", sampleRate: nearest, channels: channels, format: .planarFloat, bitRate: 96_000 * channels)
    case .webm:
      return SoundEncoding(
        encoder: "libopus", sampleRate: 48_000, channels: channels, format: .packedFloat, bitRate: 64_000 * channels)
    }
  }

  /// The muxer's options: the index in front, so that playing begins while the file loads.
  var muxing: [(name: String, value: String)] {
    switch self {
    case .mp4: [("movflags", "+faststart")]
    case .webm: [("cues_to_front", "1")]
    }
  }

  /// The same where the number of packets is known: place is left for MP4's index, so that the file is written once.
  /// What the index doesn't need stays empty.
  ///
  /// - Parameter headers: Bytes of the streams' own headers.
  func muxing(packets: Int, headers: Int) -> [(name: String, value: String)] {
    guard self == .mp4 else { return muxing }
    // A packet's size 4, time 8, composition 8, sync 4, chunk 12 and offset 8 at the most (ISO/IEC 14496-12, 8.6 to 8.7).
    return [("moov_size", "\(4096 + headers + 44 * packets)")]
  }

  // What AAC players take without resampling.
  private static let rates = [16_000, 22_050, 24_000, 32_000, 44_100, 48_000]
}

/// A codec that pictures are encoded with.
public enum VideoCodec: String, CaseIterable, Codable, Hashable, Sendable {
  /// H.264/AVC: plays everywhere.
  case h264
  /// H.265/HEVC: smaller, plays on Apple's and most newer devices.
  case hevc
  /// VP9: plays in every browser.
  case vp9
  /// AV1: smallest, plays in current browsers.
  case av1
}
