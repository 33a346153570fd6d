import MediaBasics

/// What nobody asked about and a viewer may notice.
enum VerificationWarnings {
  static func all(_ info: MediaInfo, _ video: VideoInfo) -> [String] {
    var warnings: [String] = []
    if info.container == "mp4", info.faststart == false {
      warnings.append("The index comes after the media: playing can't begin before the whole file is loaded.")
    }
    if let audio = info.audio {
      // One packet of sound (AAC: 1024 samples) and one frame are what lengths can't but differ by.
      let slack = 1 / video.fps.doubleValue + 1024 / Double(max(audio.sampleRate, 8000))
      let excess = audio.seconds - video.seconds
      if abs(excess) > slack {
        let amount = (Rational(approximating: abs(excess)) ?? .zero).threeDecimals
        warnings.append("The sound is \(amount) s \(excess > 0 ? "longer" : "shorter") than the video.")
      }
    }
    if video.hasAverageRate { warnings.append("The frame rate isn't constant.") }
    return warnings
  }
}
