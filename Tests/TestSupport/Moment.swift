/// Waiting for what nothing tells a test of.
public enum Moment {
  /// It didn't come.
  public struct Missed: Error, CustomStringConvertible {
    /// What was awaited.
    public let description: String
  }

  /// The short pause between two looks.
  public static func pass() async throws {
    try await Task.sleep(for: .milliseconds(10))
  }

  /// Looks until something is so.
  ///
  /// - Throws: ``Missed`` after a minute: what isn't so by then, however busy the machine is, never will be.
  public static func until(_ awaited: String, _ isSo: () async throws -> Bool) async throws {
    let began = ContinuousClock.now
    while try await !isSo() {
      guard ContinuousClock.now - began < .seconds(60) else {
        throw Missed(description: "not within a minute: \(awaited)")
      }
      try await pass()
    }
  }
}
