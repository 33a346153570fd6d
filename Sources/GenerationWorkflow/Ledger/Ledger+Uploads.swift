import Foundation

extension Ledger {
  /// The reference of a file that the service has already; `nil` where it has none or it expires within the hour.
  func upload(of sha256: String, scope: String) async throws -> String? {
    try await read { db in
      try db.row(
        "SELECT reference FROM upload WHERE scope = ? AND sha256 = ? AND (expires IS NULL OR expires > ?)",
        [.text(scope), .text(sha256), LedgerValue(Date(timeIntervalSinceNow: 3600))])?["reference"]
    }
  }

  private static let uploadInsertion = LedgerSQL.insertion(
    into: "upload", ["scope", "sha256", "reference", "expires"], orUpdate: ["scope", "sha256"])

  /// Forgets what files are called at a service: it may not have them any more. What they were called since a payload
  /// was made stays.
  func forgetUploads(of hashes: [String], scope: String, namedIn payload: TaskPayload) async throws {
    let text = payload.text.replacing("\\/", with: "/")
    try await write { db in
      for hash in hashes {
        let named = [LedgerValue.text(scope), .text(hash)]
        guard
          let reference = try db.row("SELECT reference FROM upload WHERE scope = ? AND sha256 = ?", named)?[
            "reference"],
          text.contains(reference)
        else { continue }
        try db.change("DELETE FROM upload WHERE scope = ? AND sha256 = ?", named)
      }
    }
  }

  /// Remembers an upload.
  func record(upload reference: String, of sha256: String, scope: String, expires: Date?) async throws {
    try await write { db in
      _ = try db.change(Self.uploadInsertion, [.text(scope), .text(sha256), .text(reference), LedgerValue(expires)])
    }
  }
}
