import Foundation
import MediaBasics

/// This process among those that share a ledger: on the list from its first change on, until it ends or falls silent.
actor PostgresWorker {
  /// How long a worker may be silent before others go on with what it had begun: the same for all, so the server's to
  /// say (`ALTER DATABASE … SET rwmedia.lease = '30 s'`).
  private static let lease = "coalesce(nullif(current_setting('rwmedia.lease', true), ''), '60 s')::interval"
  /// How many signs of life it gives in that time.
  private static let beats = 6.0

  private let id = UUID().uuidString.lowercased()
  private let folder: URL
  private let heart: PostgresSession
  private var registration: Task<Void, any Error>?
  private var lock: FileLock?
  private var reaped = ContinuousClock.Instant?.none

  init(_ address: LedgerAddress, folder: URL) {
    self.folder = folder
    heart = PostgresSession(address.text)
  }

  /// Puts this process on the list, once, and gives its name there.
  func register(at store: PostgresStore) async throws -> String {
    let task = registration ?? Task { try await begin(at: store) }
    registration = task
    do {
      try await task.value
    } catch {
      // Another may have begun anew since.
      if registration == task { registration = nil }
      throw error
    }
    return id
  }

  private func begin(at store: PostgresStore) async throws {
    // Before the row: others on this machine take a row without it for one of a process that is gone.
    if lock == nil { lock = try FileLock.take(Self.lockName(id), in: folder) }
    let values: [LedgerValue] = [
      .text(id), .text(Self.host), .text(folder.standardizedFileURL.path), LedgerValue(Int(getpid())),
    ]
    let seconds = try await store.change(fence: nil) { db in
      try db.row(
        """
        INSERT INTO worker (id, host, folder, process, "startedAt", until)
        VALUES (?, ?, ?, ?, now(), now() + \(Self.lease)) ON CONFLICT (id) DO UPDATE SET until = excluded.until
        RETURNING extract(epoch FROM until - now())::float8 AS seconds
        """, values)?.real("seconds")
    }
    // On a thread of its own, so that nothing that keeps this process busy can stop it.
    heart.start(every: max(0.1, (seconds ?? 60) / Self.beats)) { [id] in try Self.beat(id, $0) }
    try await reap(at: store)
  }

  /// A sign of life. A worker that was taken off the list stays off.
  private static func beat(_ id: String, _ handle: PostgresHandle) throws {
    _ = try handle.run(
      "UPDATE worker SET until = now() + \(lease) WHERE id = $1", [id])
  }

  /// Takes those off the list that are gone: who has been silent for too long, and whose process on this machine has
  /// ended, as its lock file tells at once.
  ///
  /// After a restart of the server nobody is taken for silent until all had the time to be heard.
  /// - Parameter pause: nothing is done where this was done so recently.
  /// - Returns: whether there were any.
  @discardableResult
  func reap(at store: PostgresStore, pause: Duration = .seconds(1)) async throws -> Bool {
    if let reaped, ContinuousClock.now - reaped < pause { return false }
    reaped = .now
    let own = id
    let others = try await store.read { db in
      try db.rows("SELECT id, folder FROM worker WHERE host = ? AND id <> ?", [.text(Self.host), .text(own)])
    }
    let dead = others.filter { row in
      guard let id = row["id"], let folder = row["folder"] else { return false }
      return FileLock.isAbandoned(Self.lockName(id), in: URL(fileURLWithPath: folder, isDirectory: true))
    }
    let ended = LedgerValue.list(dead.compactMap { $0["id"] })
    let gone = try await store.change(fence: own) { db in
      try db.rows(
        """
        DELETE FROM worker WHERE id IN (
          SELECT id FROM worker WHERE id = ANY(?::text[])
            OR (until < now() AND pg_postmaster_start_time() < now() - \(Self.lease))
          FOR UPDATE SKIP LOCKED) AND id <> ? RETURNING id
        """, [ended, .text(own)])
    }
    for row in dead {
      guard let id = row["id"], let folder = row["folder"] else { continue }
      FileLock.remove(Self.lockName(id), in: URL(fileURLWithPath: folder, isDirectory: true))
    }
    return !gone.isEmpty
  }

  /// Takes this process off the list; nothing that it held keeps others waiting.
  func end(at store: PostgresStore) async {
    guard registration != nil else { return }
    registration = nil
    heart.stop()
    let id = id
    let isOff: Void? = try? await store.change(fence: nil, patience: .seconds(5)) { db in
      try db.rows("DELETE FROM lease WHERE worker = ?", [.text(id)])
      try db.rows("DELETE FROM worker WHERE id = ?", [.text(id)])
    }
    lock = nil
    // Without an answer the file stays, by which others on this machine see that the process is gone; those elsewhere wait
    // until it has been silent for long enough.
    if isOff != nil { FileLock.remove(Self.lockName(id), in: folder) }
  }

  private static func lockName(_ id: String) -> String { "worker-\(id)" }

  /// The machine's name, as it calls itself.
  private static let host: String = {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "?" }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }()
}
