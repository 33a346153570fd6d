import Foundation
public import GenerationClient
import MediaEngine

/// The pace of one key, kept by all workers together on the ledger's server and by its clock.
///
/// Only who is on the list of workers gets a place: a worker whose jobs others went on with can send nothing more, not
/// even what it was about to send when it was stopped.
struct PostgresPace: SharedPace {
  let store: PostgresStore
  /// What stands for service and key; neither can be read from it.
  let key: String

  /// One row a key: the moment from which the next request may go out. A pause lets it fall behind the clock, by no more
  /// than a burst.
  func reserve(burst: Double, interval: Duration) async throws -> Duration {
    let own = try await store.worker.register(at: store)
    let (seconds, key) = (interval / .seconds(1), key)
    // Lost with the server's power it would be a burst too many at worst.
    let wait = try await store.change(fence: own, durable: false) { db in
      try db.row(
        """
        INSERT INTO pace AS p (key, "nextAt")
        VALUES (?, clock_timestamp() - make_interval(secs => ?::float8) + make_interval(secs => ?::float8))
        ON CONFLICT (key) DO UPDATE SET "nextAt" = greatest(
          p."nextAt", clock_timestamp() - make_interval(secs => ?::float8)) + make_interval(secs => ?::float8)
        RETURNING extract(epoch FROM "nextAt" - clock_timestamp())::float8 AS wait
        """,
        [.text(key), .real(burst * seconds), .real(seconds), .real(burst * seconds), .real(seconds)])?.real("wait")
    }
    return .seconds(max(0, wait ?? 0))
  }

  func hold(for duration: Duration) async {
    let (seconds, key) = (duration / .seconds(1), key)
    _ = try? await store.change(fence: nil, durable: false) { db in
      try db.rows(
        """
        UPDATE pace SET "nextAt" = greatest("nextAt", clock_timestamp() + make_interval(secs => ?::float8))
        WHERE key = ?
        """, [.real(seconds), .text(key)])
    }
  }

  func enter(_ task: String, limit: Int) async throws -> SharedPlace {
    let own = try await store.worker.register(at: store)
    let key = key
    return try await store.change(fence: own) { db in
      try db.exclude("flight \(key)")
      let taken = try db.rows(
        """
        INSERT INTO flight (key, task, worker, "takenAt")
        SELECT ?, ?, ?, now() WHERE (SELECT count(*) FROM flight WHERE key = ? AND task <> ?) < ?
        ON CONFLICT (key, task) DO UPDATE SET worker = excluded.worker RETURNING task
        """, [.text(key), .text(task), .text(own), .text(key), .text(task), LedgerValue(limit)])
      if !taken.isEmpty { return .taken }
      let adopted = try db.rows(
        "UPDATE flight SET worker = ? WHERE key = ? AND worker IS NULL RETURNING task", [.text(own), .text(key)])
      return .full(adopted: Set(adopted.compactMap { $0["task"] }))
    }
  }

  func note(_ task: String) async {
    let key = key
    guard let own = try? await store.worker.register(at: store) else { return }
    _ = try? await store.change(fence: own) { db in
      try db.rows(
        """
        INSERT INTO flight (key, task, worker, "takenAt") VALUES (?, ?, ?, now())
        ON CONFLICT (key, task) DO UPDATE SET worker = excluded.worker
        """, [.text(key), .text(task), .text(own)])
    }
  }

  func rename(_ task: String, to other: String) async {
    let key = key
    _ = try? await store.change(fence: nil) { db in
      try db.rows(
        "UPDATE flight SET task = ? WHERE key = ? AND task = ?", [.text(other), .text(key), .text(task)])
    }
  }

  func leave(_ task: String) async {
    let key = key
    _ = try? await store.change(fence: nil) { db in
      try db.rows("DELETE FROM flight WHERE key = ? AND task = ?", [.text(key), .text(task)])
    }
  }
}

extension Ledger {
  /// What clients of one key keep to together, for ``ClientSettings/sharing``; `nil` where only this machine's processes
  /// use the ledger, each with a pace of its own.
  public var sharing: (@Sendable (String) -> any SharedPace)? {
    guard let store = store as? PostgresStore else { return nil }
    return { name in
      let hash = try? FileHash.sha256(Data("rwmedia pace \(name)".utf8))
      return PostgresPace(store: store, key: String((hash ?? "").prefix(32)))
    }
  }
}
