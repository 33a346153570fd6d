import MediaEngine

/// Says in a line what was done about the colours at each seam.
enum SeamText {
  /// A line for each seam whose colours were looked at.
  static func lines(_ seams: [SeamReport]) -> [String] {
    seams.compactMap { seam in seam.color.map { "colours of clip \(seam.clip): \(text($0))" } }
  }

  private static func text(_ color: SeamColor) -> String {
    let before = number(color.differenceBefore)
    guard color.applied else { return "left as they are, \(before) levels from the clip before" }
    let changes = zip(["Y'", "Cb", "Cr"], zip(color.gain, color.offset)).map { name, change in
      "\(name) × \(number(change.0)) \(change.1 < 0 ? "−" : "+") \(number(abs(change.1)))"
    }
    return
      "\(changes.joined(separator: ", ")); \(before) levels from the clip before, now \(number(color.differenceAfter))"
  }

  private static func number(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
