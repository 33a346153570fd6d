/// The ledger's tables in PostgreSQL, as numbered steps that are only ever added to; ``SQLiteSchema`` makes the same
/// tables and columns but for those by which workers share.
enum PostgresSchema {
  /// Makes what isn't there yet. Several that come at once make it one after the other.
  static func migrate(_ handle: PostgresHandle) throws {
    let transaction = PostgresTransaction(handle: handle)
    // Who may only look finds nothing to make.
    guard try !missing(transaction).isEmpty else { return }
    try handle.run("BEGIN")
    do {
      try transaction.exclude("migration")
      try handle.run("CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, \"doneAt\" timestamptz NOT NULL)")
      for step in try missing(transaction) {
        try handle.run(step.sql)
        try transaction.rows("INSERT INTO migration VALUES (?, now())", [.text(step.name)])
      }
      try handle.commit()
    } catch {
      _ = try? handle.run("ROLLBACK")
      throw error
    }
  }

  /// The steps that aren't done yet.
  private static func missing(_ db: PostgresTransaction) throws -> [Step] {
    let isNew = try db.row("SELECT to_regclass('migration') AS name", [])?["name"] == nil
    if isNew { return steps }
    let done = Set(try db.rows("SELECT name FROM migration", []).compactMap { $0["name"] })
    guard done.isSubset(of: steps.map(\.name)) else {
      throw PostgresFailure(message: "a newer rwmedia has made it", state: nil, isBroken: false)
    }
    return steps.filter { !done.contains($0.name) }
  }

  private typealias Step = (name: String, sql: String)

  private static let steps: [Step] = [
    ("1 tasks, uploads, jobs", tasks), ("2 workers and what they share", workers),
    (
      "3 sums and prices from indexes",
      "CREATE INDEX task_on_purse_charge ON task (purse, charge); \(LedgerPrices.index)"
    ),
    ("4 how batches were run", "CREATE TABLE batch (name text PRIMARY KEY, settings json NOT NULL)"),
  ]

  // JSON as it was written: what is sent must come back letter by letter, which jsonb would not do.
  private static let tasks = """
    CREATE TABLE task (
      number bigint GENERATED ALWAYS AS IDENTITY, id text PRIMARY KEY, "providerID" text, identity text NOT NULL,
      attempt integer NOT NULL, scope text NOT NULL, model text NOT NULL, label text NOT NULL,
      seconds double precision, results integer NOT NULL, payload json NOT NULL, stage text NOT NULL,
      "expectedCost" json, cost json, failure json, "createdAt" timestamptz NOT NULL, "changedAt" timestamptz NOT NULL,
      outputs json NOT NULL, purse text NOT NULL, job text, charge bigint NOT NULL, UNIQUE (identity, attempt));
    -- Whatever a program may try: a generation that is not known to have failed is never bought a second time.
    CREATE UNIQUE INDEX task_bought_once ON task (identity) WHERE stage <> 'failed';
    CREATE INDEX task_on_purse_job ON task (purse, job);
    CREATE INDEX "task_on_providerID" ON task ("providerID");
    CREATE TABLE upload (
      scope text, sha256 text, reference text NOT NULL, expires timestamptz, PRIMARY KEY (scope, sha256));
    CREATE TABLE job (
      batch text, id text, identity text NOT NULL, edition integer NOT NULL, state text NOT NULL,
      "startedAt" timestamptz NOT NULL, "changedAt" timestamptz NOT NULL, tasks json NOT NULL, failure json,
      result json, place text, PRIMARY KEY (batch, id));
    """

  private static let workers = """
    CREATE TABLE worker (
      id text PRIMARY KEY, host text NOT NULL, folder text NOT NULL, process integer NOT NULL,
      "startedAt" timestamptz NOT NULL, until timestamptz NOT NULL);
    CREATE TABLE lease (
      name text PRIMARY KEY, worker text REFERENCES worker ON DELETE SET NULL, ticket text, "takenAt" timestamptz);
    CREATE INDEX lease_on_worker ON lease (worker);
    CREATE TABLE pace (key text PRIMARY KEY, "nextAt" timestamptz NOT NULL);
    CREATE TABLE flight (
      key text, task text, worker text REFERENCES worker ON DELETE SET NULL, "takenAt" timestamptz NOT NULL,
      PRIMARY KEY (key, task));
    CREATE INDEX flight_on_worker ON flight (worker);
    """
}
