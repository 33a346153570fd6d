/// Measured numbers as people read them; programs get all digits with `--json`.
enum NumberText {
  /// Three decimals at most: a millisecond, or 23.976 for 24000/1001.
  static func of(_ number: Double) -> Double {
    (number * 1000).rounded() / 1000
  }
}
