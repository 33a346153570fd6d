import Foundation
import MediaBasics
import ModelCatalog

/// The accepted tasks: each renders as soon as it is accepted, and is on disk before the client hears of it.
actor TaskStore {
  private struct Entry {
    let task: SimulatedTask
    /// Renders the clips; what it throws is why they can't be had.
    let work: Task<Void, any Error>
    var rendered: Result<Void, any Error>?
  }

  private let folder: URL
  private let media: MediaStore
  private let renders: RenderQueue
  private var entries: [String: Entry] = [:]

  /// Keeps a record of each task in `folder`, which must exist.
  init(folder: URL, media: MediaStore, renders: RenderQueue) {
    self.folder = folder
    self.media = media
    self.renders = renders
  }

  /// Takes up the tasks that an earlier store left in the folder.
  func resume() throws {
    for record in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    where record.pathExtension == "json" {
      guard let task = try? JSONDecoder().decode(SimulatedTask.self, from: Data(contentsOf: record)) else { continue }
      begin(task)
    }
  }

  /// Accepts a task and starts on it; false where its id is taken.
  func accept(_ task: SimulatedTask) throws -> Bool {
    guard entries[Self.key(task.id)] == nil else { return false }
    try JSONEncoder().encode(task).replaceUnsynced(recordFile(task.id))
    begin(task)
    return true
  }

  /// The task of that id, in whatever case it's written.
  func task(_ id: String) -> SimulatedTask? { entries[Self.key(id)]?.task }

  /// Where the task stands now; `nil` for an unknown id.
  func phase(of id: String, at now: Date = Date()) -> TaskPhase? {
    entries[Self.key(id)].map { Self.phase(of: $0, at: now) }
  }

  /// Waits until the task is done and tells how it ended; `nil` for an unknown id.
  ///
  /// - Throws: `CancellationError`.
  func settled(_ id: String) async throws -> TaskPhase? {
    guard let entry = entries[Self.key(id)] else { return nil }
    // In two steps: an await within the assignment would hold the dictionary open while others use it.
    let result = await entry.work.result
    entries[Self.key(id)]?.rendered = result
    let wait = entry.task.due.timeIntervalSinceNow
    if wait > 0 { try await Task.sleep(for: .seconds(wait)) }
    return phase(of: id)
  }

  /// Forgets a task; false where there is none.
  func remove(_ id: String) -> Bool {
    guard let entry = entries.removeValue(forKey: Self.key(id)) else { return false }
    entry.work.cancel()
    try? FileManager.default.removeItem(at: recordFile(id))
    return true
  }

  /// When a task that is accepted now could be begun, where at most `limit` of a provider's are worked on at once.
  func opening(for provider: ProviderID, limit: Int?, at now: Date = Date()) -> Date {
    let ends = entries.values.map(\.task).filter { $0.provider == provider && $0.due > now }.map(\.due).sorted()
    guard let limit, ends.count >= limit else { return now }
    return ends[ends.count - limit]
  }

  /// How many tasks are not done.
  func inFlight(at now: Date = Date()) -> Int {
    entries.values.count { !Self.phase(of: $0, at: now).isFinal }
  }

  /// All tasks' prices together, of those that didn't fail.
  func spent(at now: Date = Date()) -> Decimal {
    entries.values.reduce(0) { sum, entry in
      if case .failed = Self.phase(of: entry, at: now) { return sum }
      return sum + entry.task.costPerClip * Decimal(entry.task.clips.count)
    }
  }

  private func begin(_ task: SimulatedTask) {
    let work = Task { try await render(task) }
    entries[Self.key(task.id)] = Entry(task: task, work: work)
    Task {
      let result = await work.result
      entries[Self.key(task.id)]?.rendered = result
    }
  }

  private func render(_ task: SimulatedTask) async throws {
    guard task.failure == nil else { return }
    for clip in task.clips where await media.asset(clip.id) == nil {
      let file = try await renders.file(for: clip.order)
      try await media.add(file, id: clip.id, format: clip.order.format, measures: clip.order.measures)
    }
  }

  private static func phase(of entry: Entry, at now: Date) -> TaskPhase {
    if now < entry.task.begun { return .waiting }
    guard now >= entry.task.due, let rendered = entry.rendered else {
      let whole = entry.task.due.timeIntervalSince(entry.task.begun)
      let part = whole > 0 ? now.timeIntervalSince(entry.task.begun) / whole : 0.5
      return .running(progress: min(max(part, 0), 0.99))
    }
    if let failure = entry.task.failure { return .failed(failure) }
    switch rendered {
    case .success: return .succeeded
    case .failure(let error): return .failed(TaskFailure(code: "inferenceError", message: "\(error)"))
    }
  }

  private func recordFile(_ id: String) -> URL { folder.appendingPathComponent("\(Self.key(id)).json") }

  private static func key(_ id: String) -> String { id.lowercased() }
}
