extension Ledger {
  private static let settingsInsertion = LedgerSQL.insertion(into: "batch", ["name", "settings"], orUpdate: ["name"])

  /// Keeps what a run was given besides the manifest, for commands that look at the batch later.
  func keep(settings: [String: String], of batch: String) async throws {
    // Lost with the power, it is given again.
    try await write(durable: false) { db in
      _ = try db.change(Self.settingsInsertion, [.text(batch), try .json(settings)])
    }
  }

  /// What the latest run of a batch was given besides the manifest, by the options' names; empty where nothing was. One
  /// that was only rehearsed is taken as it was rehearsed, and the other way round.
  ///
  /// - Parameters:
  ///   - batch: the manifest's name for it.
  ///   - simulated: whether the rehearsal is meant.
  public func settings(of batch: String, simulated: Bool) async throws -> [String: String] {
    let names = [simulated, !simulated].map { BatchDesk.name(of: batch, simulated: $0) }
    return try await read { db in
      let row = try names.compactMap { name in
        try db.row("SELECT settings FROM batch WHERE name = ?", [.text(name)])
      }.first
      return try row?.json("settings") ?? [:]
    }
  }
}
