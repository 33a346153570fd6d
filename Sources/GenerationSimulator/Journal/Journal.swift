import Foundation
import MediaBasics

/// What was received, for tests of clients: told by `GET /_sim/requests`.
actor Journal {
  /// What a request was about, by its most weighty task.
  enum RequestKind: String, CaseIterable {
    /// Asks for a generation.
    case submit
    /// Asks how a task stands.
    case poll
    /// Brings media.
    case upload
    /// Fetches a file.
    case download
    case other
  }

  private struct TaskEntry {
    let id: String
    let type: String
    let model: String?
    let request: JSONValue
    var accepted = false
    var seen: [Date] = []
    var polls = 0
    var refusals: [String] = []
  }

  private struct Upload {
    let bytes: Int64
    let sha256: String
    let kind: MediaKind
    let time: Date
  }

  private let started = Date()
  private var requests: [(kind: RequestKind, time: Date)] = []
  private var tasks: [String: TaskEntry] = [:]
  private var order: [String] = []
  private var uploads: [Upload] = []
  private var inFlightPeak = 0

  func request(_ kind: RequestKind) { requests.append((kind, Date())) }

  /// Notes a generation request; `refusals` holds the codes it was refused with.
  func task(_ id: String, type: String, model: String?, request: JSONValue, refusals: [String]) {
    let key = id.lowercased()
    if tasks[key] == nil {
      order.append(key)
      tasks[key] = TaskEntry(id: id, type: type, model: model, request: request)
    }
    tasks[key]?.seen.append(Date())
    tasks[key]?.refusals += refusals
    if refusals.isEmpty { tasks[key]?.accepted = true }
  }

  /// How many requests there were.
  var count: Int { requests.count }

  func polled(_ id: String) { tasks[id.lowercased()]?.polls += 1 }

  func inFlight(_ count: Int) { inFlightPeak = max(inFlightPeak, count) }

  func upload(_ asset: MediaAsset) {
    uploads.append(Upload(bytes: asset.bytes, sha256: asset.sha256, kind: asset.format.kind, time: Date()))
  }

  /// All of it.
  func report() -> JSONValue {
    [
      "started": .string(started.text),
      "requests": requestReport,
      "tasks": .array(order.compactMap { tasks[$0].map(Self.describe) }),
      "tasksInFlightPeak": .integer(Int64(inFlightPeak)),
      "uploads": uploadReport,
    ]
  }

  private var requestReport: JSONValue {
    let counts = RequestKind.allCases.map { kind in
      (kind.rawValue, JSONValue.integer(Int64(requests.count { $0.kind == kind })))
    }
    let calls = requests.filter { $0.kind != .download }.map(\.time)
    return [
      "total": .integer(Int64(requests.count)),
      "byKind": .object(Dictionary(counts) { first, _ in first }),
      "peakPerMinute": .integer(Int64(Self.peak(of: calls, within: 60))),
    ]
  }

  private var uploadReport: JSONValue {
    [
      "count": .integer(Int64(uploads.count)),
      "bytes": .integer(uploads.reduce(0) { $0 + $1.bytes }),
      "items": .array(
        uploads.map {
          [
            "bytes": .integer($0.bytes), "sha256": .string($0.sha256), "kind": .string($0.kind.rawValue),
            "time": .string($0.time.text),
          ]
        }),
    ]
  }

  private static func describe(_ entry: TaskEntry) -> JSONValue {
    [
      "taskUUID": .string(entry.id),
      "taskType": .string(entry.type),
      "model": entry.model.map(JSONValue.string) ?? .null,
      "seen": .integer(Int64(entry.seen.count)),
      "accepted": .bool(entry.accepted),
      "refusals": .array(entry.refusals.map(JSONValue.string)),
      "polls": .integer(Int64(entry.polls)),
      "times": .array(entry.seen.map { .string($0.text) }),
      "request": entry.request,
    ]
  }

  /// The most times that lie within any span of that many seconds; `times` rise.
  private static func peak(of times: [Date], within seconds: Double) -> Int {
    var most = 0
    var oldest = 0
    for (index, time) in times.enumerated() {
      while time.timeIntervalSince(times[oldest]) >= seconds { oldest += 1 }
      most = max(most, index - oldest + 1)
    }
    return most
  }
}
