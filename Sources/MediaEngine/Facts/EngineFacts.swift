import CFFmpeg
import MediaBasics

/// What the media libraries of this system are and can do.
public struct EngineFacts: Sendable, Codable {
  /// An encoder, and whether this system has it.
  public struct Encoder: Sendable, Codable {
    /// libav's name of it.
    public let name: String
    /// What it is for here.
    public let makes: String
    /// Whether this system has it.
    public let found: Bool
    /// Whether nothing works without it.
    public let needed: Bool
  }

  /// Library names and versions.
  public let libraries: [String: String]
  /// Libraries that can't be loaded.
  public let missing: [String]
  /// The encoders that outputs are made with.
  public let encoders: [Encoder]

  /// Looks at the libraries that are loaded.
  public static func current() -> EngineFacts {
    let loaded = [
      "libavfilter": try? version(FilterLibrary.functions().version()), "libvips": try? VipsLibrary.version(),
    ]
    return EngineFacts(
      libraries: [
        "libavformat": version(avformat_version()), "libavcodec": version(avcodec_version()),
        "libswscale": version(swscale_version()),
      ].merging(loaded.compactMapValues(\.self)) { _, new in new },
      missing: loaded.filter { $0.value == nil }.keys.sorted(),
      encoders: [
        encoder("libx264", "MP4 (H.264)", needed: true), encoder("aac", "sound in MP4", needed: true),
        encoder("libvpx-vp9", "WEBM (VP9)", needed: true), encoder("libopus", "sound in WEBM", needed: true),
        encoder("png", "frame images", needed: true), encoder("libx265", "MP4 (HEVC)", needed: false),
        encoder("libsvtav1", "WEBM (AV1)", needed: false),
      ])
  }

  private static func encoder(_ name: String, _ makes: String, needed: Bool) -> Encoder {
    Encoder(name: name, makes: makes, found: avcodec_find_encoder_by_name(name) != nil, needed: needed)
  }

  /// libav packs major, minor and micro into one number (AV_VERSION_INT).
  private static func version(_ packed: UInt32) -> String {
    "\(packed >> 16).\(packed >> 8 & 0xFF).\(packed & 0xFF)"
  }
}
