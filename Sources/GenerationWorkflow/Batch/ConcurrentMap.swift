extension Array where Element: Sendable {
  /// What `transform` makes of each element, in their order, at most `width` of them under way at once.
  func concurrentMap<Result: Sendable>(
    width: Int, _ transform: @escaping @Sendable (Element) async throws -> Result
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var results = [Result?](repeating: nil, count: count)
      var next = 0
      func start() {
        guard next < count else { return }
        let (index, element) = (next, self[next])
        next += 1
        group.addTask { (index, try await transform(element)) }
      }
      for _ in 0..<Swift.max(width, 1) { start() }
      while let (index, result) = try await group.next() {
        results[index] = result
        start()
      }
      return results.compactMap(\.self)
    }
  }
}
