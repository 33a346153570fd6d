import Foundation
import GenerationClient
import TestSupport
import Testing

@testable import GenerationWorkflow

/// The stores that a ledger may be in.
enum LedgerKind: String, CaseIterable, Sendable {
  case sqlite, postgres
}

/// An empty ledger of a test's own, in a file or on the tests' server.
struct LedgerRig: Sendable {
  let folder: TemporaryFolder
  /// The database's address; `nil` for a file.
  let address: String?

  init(_ kind: LedgerKind) async throws {
    folder = try TemporaryFolder()
    address = kind == .postgres ? try await PostgresServer.shared().database() : nil
  }

  /// Opens it as another process would.
  ///
  /// - Parameter place: which of several folders, for those on a server.
  func open(in place: String = "state") throws -> Ledger {
    try Ledger(LedgerPlace(address, usual: folder / "\(place)/ledger.sqlite"))
  }

  /// The pace of a key, as a worker of its own keeps it.
  func pace(_ key: String = "key", in place: String) throws -> any SharedPace {
    try pace(key, of: try open(in: place))
  }

  /// The pace of a key, as a ledger's worker keeps it.
  func pace(_ key: String = "key", of ledger: Ledger) throws -> any SharedPace {
    let make = try #require(ledger.sharing)
    return make(key)
  }

  /// Asks the server's tables something, as its administrator would.
  @discardableResult
  func sql(_ text: String) throws -> [String] { try PostgresServer.sql(text, at: address ?? "") }
}
