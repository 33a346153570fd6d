import Foundation

extension PostgresStore {
  /// Takes the first lease that nobody has, in one statement that passes over those that others are just taking.
  func take(oneOf names: [String]) async throws -> LedgerLock? {
    let own = try await worker.register(at: self)
    // Now and then also where there is enough to do: what was bought is waiting.
    try await worker.reap(at: self, pause: .seconds(10))
    if let lock = try await takeFree(names, own) { return lock }
    guard try await worker.reap(at: self) else { return nil }
    return try await takeFree(names, own)
  }

  /// Which of some leases somebody has who still shows signs of life.
  func held(of names: [String]) async throws -> Set<String> {
    let rows = try await read { db in
      try db.rows(
        "SELECT name FROM lease JOIN worker ON worker.id = lease.worker WHERE name = ANY(?::text[]) AND until > now()",
        [.list(names)])
    }
    return Set(rows.compactMap { $0["name"] })
  }

  private func takeFree(_ names: [String], _ own: String) async throws -> LedgerLock? {
    // Tells whether a lease is this call's, where the answer to the first try was lost.
    let ticket = UUID().uuidString
    let taken = try await change(fence: own) { db -> String? in
      if let row = try db.row("SELECT name FROM lease WHERE ticket = ?", [.text(ticket)]) { return row["name"] }
      if let name = try Self.take(names, own, ticket, db) { return name }
      // In one order, so that two who add the same don't wait for each other.
      let added = try db.rows(
        "INSERT INTO lease (name) SELECT unnest(?::text[]) ORDER BY 1 ON CONFLICT DO NOTHING RETURNING name",
        [.list(names)])
      return added.isEmpty ? nil : try Self.take(names, own, ticket, db)
    }
    return taken.map { name in
      LedgerLock(name) { [weak self] in
        // Where this fails the lease ends with the worker.
        _ = try? await self?.change(fence: nil) { db in
          try db.rows("DELETE FROM lease WHERE name = ? AND ticket = ?", [.text(name), .text(ticket)])
        }
      }
    }
  }

  private static func take(
    _ names: [String], _ own: String, _ ticket: String, _ db: any LedgerTransaction
  ) throws -> String? {
    try db.row(
      """
      UPDATE lease SET worker = ?, ticket = ?, "takenAt" = now() WHERE name = (
        SELECT name FROM lease WHERE name = ANY(?::text[]) AND worker IS NULL
        ORDER BY array_position(?::text[], name) LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING name
      """, [.text(own), .text(ticket), .list(names), .list(names)])?["name"]
  }
}
