import CPostgres

/// A connection to a server; what is asked of it holds up the thread.
///
/// Not to be used by two threads at the same time, which ``PostgresSession`` sees to.
final class PostgresHandle {
  private let connection: OpaquePointer
  private let patience: Duration

  /// Connects.
  ///
  /// - Parameters:
  ///   - address: a `postgres://` address; what it doesn't say comes from the environment and the files that `psql`
  ///     reads too.
  ///   - patience: how long an answer is waited for; more than the server allows a statement to take.
  init(_ address: String, patience: Duration = .seconds(45)) throws(PostgresFailure) {
    // What comes first may be changed by the address, what comes last may not. A server that is gone is noticed
    // within half a minute, not in the two hours that systems take by themselves.
    let settings: [(String, String)] = [
      ("fallback_application_name", "rwmedia"), ("connect_timeout", "10"), ("keepalives_idle", "10"),
      ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "20000"), ("dbname", address),
      ("client_encoding", "UTF8"),
    ]
    let opened = CStrings.lend(settings.map(\.0)) { names in
      CStrings.lend(settings.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
    }
    guard let opened else { throw PostgresFailure(message: "out of memory", state: nil, isBroken: false) }
    guard PQstatus(opened) == CONNECTION_OK else {
      let message = String(cString: PQerrorMessage(opened))
      PQfinish(opened)
      throw PostgresFailure(message: message, state: nil, isBroken: true)
    }
    // Notices would go to standard error.
    PQsetNoticeProcessor(opened, { _, _ in }, nil)
    guard PQsetnonblocking(opened, 1) == 0 else {
      let message = String(cString: PQerrorMessage(opened))
      PQfinish(opened)
      throw PostgresFailure(message: message, state: nil, isBroken: true)
    }
    connection = opened
    self.patience = patience
  }

  deinit { PQfinish(connection) }

  /// Carries out a statement with a value for each `$1`, `$2`, …; none may hold a zero byte.
  func run(_ sql: String, _ values: [String?]) throws(PostgresFailure) -> [LedgerRow] {
    try rows(of: answer(to: sql, values)).rows
  }

  /// Carries out a statement as ``run(_:_:)`` does, and counts the rows that it changed.
  func change(_ sql: String, _ values: [String?]) throws(PostgresFailure) -> Int {
    try rows(of: answer(to: sql, values)).changed
  }

  /// Carries out several statements without values, and gives the rows of the last.
  @discardableResult
  func run(_ statements: String) throws(PostgresFailure) -> [LedgerRow] {
    try rows(of: answer(PQsendQuery(connection, statements))).rows
  }

  /// Ends a transaction for good.
  func commit() throws(PostgresFailure) {
    // A transaction in which something failed is rolled back by COMMIT, which says so only here.
    let word = try rows(of: answer(PQsendQuery(connection, "COMMIT"))).word
    guard word == "COMMIT" else {
      throw PostgresFailure(message: "the transaction was not carried out", state: nil, isBroken: false)
    }
  }

  private func answer(to sql: String, _ values: [String?]) throws(PostgresFailure) -> OpaquePointer? {
    let sent = CStrings.lend(values) { places in
      PQsendQueryParams(connection, sql, Int32(values.count), nil, places, nil, nil, 0)
    }
    return try answer(sent)
  }

  private func answer(_ sent: Int32) throws(PostgresFailure) -> OpaquePointer? {
    guard sent == 1 else { throw failure(nil) }
    return try PostgresAnswer(on: connection, within: patience).result()
  }

  private func rows(
    of result: OpaquePointer?
  ) throws(PostgresFailure) -> (rows: [LedgerRow], changed: Int, word: String) {
    guard let result else { throw failure(nil) }
    defer { PQclear(result) }
    let status = PQresultStatus(result)
    guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else { throw failure(result) }
    let columns = (0..<PQnfields(result)).map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
    let rows = (0..<PQntuples(result)).map { row in
      let values = (0..<Int32(columns.count)).map { column in
        PQgetisnull(result, row, column) == 0 ? PQgetvalue(result, row, column).map { String(cString: $0) } : nil
      }
      return LedgerRow(columns: columns, values: values)
    }
    // Empty where the statement changes nothing by its kind.
    let changed = Int(String(cString: PQcmdTuples(result))) ?? 0
    return (rows, changed, String(cString: PQcmdStatus(result)))
  }

  private func failure(_ result: OpaquePointer?) -> PostgresFailure {
    let message = result.flatMap { PQresultErrorMessage($0) } ?? PQerrorMessage(connection)
    let state = result.flatMap { rw_pq_sqlstate($0) }
    return PostgresFailure(
      message: message.map { String(cString: $0) } ?? "no reason was given", state: state.map { String(cString: $0) },
      isBroken: PQstatus(connection) != CONNECTION_OK)
  }
}
