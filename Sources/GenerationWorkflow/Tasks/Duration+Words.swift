extension Duration {
  /// Seconds as people say them: `40 s`, `4 min`.
  static func words(_ seconds: Double) -> String {
    seconds < 90 ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded())) min"
  }
}
