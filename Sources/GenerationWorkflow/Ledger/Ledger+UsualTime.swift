import Foundation

extension Ledger {
  /// How many of a model's latest tasks tell how long one takes.
  private static let remembered = 25

  /// Seconds that a model's tasks usually take at a service, from their being written down to the finished download: the median of
  /// the latest; `nil` where no task of this model has come to its end.
  func usualSeconds(of model: String, scope: String) async throws -> Double? {
    let times = try await read { db in
      try db.rows(
        """
        SELECT "createdAt", "changedAt" FROM task WHERE model = ? AND scope = ? AND stage = ?
        ORDER BY \(db.dialect.number) DESC LIMIT \(Self.remembered)
        """, [.text(model), .text(scope), .text(TaskStage.fetched.rawValue)]
      ).map { try $0.date("changedAt").timeIntervalSince(try $0.date("createdAt")) }
    }.filter { $0 > 0 }.sorted()
    return times.isEmpty ? nil : times[times.count / 2]
  }
}
