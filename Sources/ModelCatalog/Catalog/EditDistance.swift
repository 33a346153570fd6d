extension String {
  /// How many characters must be put in, taken out, changed or swapped with their neighbour to make the other text.
  package func editDistance(to other: String) -> Int {
    let (a, b) = (Array(self), Array(other))
    guard !a.isEmpty, !b.isEmpty else { return Swift.max(a.count, b.count) }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        var best = Swift.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = Swift.min(best, beforeLast[j - 2] + 1) }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }

  /// The one of some words that this may have been meant to be; `nil` where none is near.
  package func nearest(among words: some Collection<String>) -> String? {
    let ranked = words.map { (word: $0, distance: $0.lowercased().editDistance(to: lowercased())) }
    let best = ranked.min { ($0.distance, $0.word) < ($1.distance, $1.word) }
    return best.flatMap { $0.distance <= Swift.max(2, count / 3) ? $0.word : nil }
  }
}
