import Foundation

/// Where a ledger's tables are, and how several processes keep out of each other's way there.
///
/// Everything that is decided stands above, in ``Ledger``, as one text of SQL for all stores.
protocol LedgerStore: AnyObject, Sendable {
  /// What messages call it; never holds a password.
  var name: String { get }

  /// What to do where it can't be used.
  var hint: String { get }

  /// How soon a lock that somebody else has is asked for again.
  var patience: Duration { get }

  /// Looks.
  ///
  /// - Parameter body: may run more than once.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any LedgerTransaction) throws -> Value
  ) async throws -> Value

  /// Changes something, all of it or nothing.
  ///
  /// - Parameters:
  ///   - word: on whose word: a worker whose jobs were taken over is refused; for what the service said a server that
  ///     is gone is waited for longer.
  ///   - durable: whether it is on disk when this returns. What isn't gets there with the next change that is, or by
  ///     and by, and is never lost with the process alone.
  ///   - body: may run more than once, also where the first run was carried out and its answer was lost: it must leave
  ///     the same behind then.
  /// - Throws: `workflow.lease-lost`.
  func write<Value: Sendable>(
    as word: Ledger.Word, durable: Bool, _ body: @escaping @Sendable (any LedgerTransaction) throws -> Value
  ) async throws -> Value

  /// Takes the first of some locks that nobody has; `nil` where others have all of them.
  func take(oneOf names: [String]) async throws -> LedgerLock?

  /// Which of some locks somebody has; takes none.
  func held(of names: [String]) async throws -> Set<String>

  /// Tells the others that this process works no more.
  func close() async
}

/// A conversation with the tables.
protocol LedgerTransaction {
  /// What differs between the stores' SQL.
  var dialect: LedgerDialect { get }

  /// Carries out a statement, with a value for each `?`, and gives its rows.
  @discardableResult
  func rows(_ sql: String, _ values: [LedgerValue]) throws -> [LedgerRow]

  /// Carries out a statement that gives no rows, and counts those that it added, changed or removed.
  @discardableResult
  func change(_ sql: String, _ values: [LedgerValue]) throws -> Int
}

extension LedgerTransaction {
  /// The first row; `nil` where there is none.
  func row(_ sql: String, _ values: [LedgerValue]) throws -> LedgerRow? { try rows(sql, values).first }

  /// Lets no other transaction that asks for the same word in until this one has ended.
  func exclude(_ word: String) throws {
    if let statement = dialect.exclusion { try rows(statement, [.text(word)]) }
  }
}

/// What differs between the stores' SQL.
struct LedgerDialect: Sendable {
  /// The column that counts rows up as they are written.
  let number: String
  /// What makes a row that was read this transaction's own until its end.
  let forUpdate: String
  /// The statement that makes a word this transaction's own; `nil` where a change excludes all others anyway.
  let exclusion: String?

  static let sqlite = LedgerDialect(number: "rowid", forUpdate: "", exclusion: nil)
  static let postgres = LedgerDialect(
    number: "number", forUpdate: " FOR UPDATE",
    exclusion: "SELECT pg_advisory_xact_lock(hashtextextended('rwmedia ' || ?::text, 0))")
}
