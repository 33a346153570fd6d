extension [String] {
  /// `5`, `5 or 10`, `5, 8 or 10`.
  var joinedByOr: String {
    guard count > 1, let last else { return first ?? "nothing" }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}

extension Int {
  /// `1 image`, `3 images`.
  func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
