import Foundation
import MediaBasics
import ModelCatalog
import Synchronization
import TestSupport

@testable import GenerationClient

/// A service in memory that remembers what was bought, and breaks off where a test says.
final class FakeService: GenerationProvider {
  /// The process "dies" here: thrown once, as a crash between two steps would end a run.
  struct Killed: Error {}

  enum Moment: String, CaseIterable, Sendable {
    case upload, beforeDeparture, refusal, beforeSubmission, afterSubmission, waiting, download
  }

  struct State {
    var bought: [String: Int] = [:]
    var uploads = 0
    var downloads = 0
    var killAt: Moment?
    var death: any Error = Killed()
    var forgets = 0
    /// How far it says that a task is.
    var progress: Double?
    /// What it says that a clip costs.
    var cost = Cost(0.5)
    /// Whether a submission is answered only after whoever waits has gone.
    var answersLate = false
    /// Whether it has lost what was uploaded so far.
    var lostUploads = false
    /// Whether tasks go on for ever.
    var isSlow = false
    /// So many tries find the service busy.
    var refusals = 0
    var failures: [ProviderFailure] = []
    /// So many addresses that it gives have expired.
    var expiredDownloads = 0
    /// What the next submission is answered with, instead of being taken.
    var answer: GenerationError?
    /// Whether it has taken what it answers so all the same.
    var takesUnheard = false
    /// So many downloads bring what is no clip.
    var damagedDownloads = 0
    var models: [ListedModel] = []
    /// What happens while the service answers a submission.
    var onSubmission: @Sendable () -> Void = {}
    /// What happens while a file is uploaded.
    var onUpload: @Sendable () throws -> Void = {}
    /// What happens while a task waits for its place.
    var onReservation: @Sendable () throws -> Void = {}
  }

  let state = Mutex(State())
  let assignsTaskIDs: Bool
  let clip: URL
  var scope: String { "fake@test" }

  init(clip: URL, assignsTaskIDs: Bool = false) {
    self.clip = clip
    self.assignsTaskIDs = assignsTaskIDs
  }

  /// The tasks that the service has, each a paid generation.
  var purchases: Int { state.withLock { $0.bought.count } }

  func die(at moment: Moment, of error: any Error = Killed()) {
    state.withLock { ($0.killAt, $0.death) = (moment, error) }
  }

  /// From now on it has taken whatever it refuses.
  func takesUnheard() { state.withLock { $0.takesUnheard = true } }

  private func pass(_ moment: Moment) throws {
    try state.withLock { state in
      guard state.killAt == moment else { return }
      state.killAt = nil
      throw state.death
    }
  }

  func payload(for request: GenerationRequest, taskID: String) throws -> JSONValue {
    [
      "taskUUID": .string(taskID), "model": .string(request.model),
      "media": .array(
        request.frameImages.map { image in
          if case .identifier(let name) = image.media { .string(name) } else { .null }
        }),
    ]
  }

  func upload(_ file: URL, progress: ProgressHandler?) async throws -> UploadedMedia {
    try pass(.upload)
    try state.withLock(\.onUpload)()
    // Others come meanwhile.
    try await Task.sleep(for: .milliseconds(50))
    return UploadedMedia(
      reference: state.withLock { state in
        state.uploads += 1
        return "upload-\(state.uploads)"
      })
  }

  func reserve(_ taskID: String) async throws { try state.withLock(\.onReservation)() }

  func submit(
    _ payload: JSONValue, taskID: String, departure: @escaping @Sendable (Departure) async throws -> Void
  ) async throws -> Submission {
    try pass(.beforeDeparture)
    if assignsTaskIDs {
      for _ in 0..<state.withLock(\.refusals) {
        try await departure(.leaving)
        try await departure(.stayed)
        try pass(.refusal)
      }
      try await departure(.leaving)
    }
    try pass(.beforeSubmission)
    if state.withLock(\.answersLate) {
      state.withLock { $0.bought["late", default: 0] += 1 }
      try await Task.sleep(for: .seconds(600))
    }
    if state.withLock(\.lostUploads), try payload.data().range(of: Data("upload-1".utf8)) != nil {
      throw GenerationError(.rejected, .refused, "No media has the UUID.")
    }
    if let answer = state.withLock({ $0.answer }) {
      state.withLock { state in
        state.answer = nil
        if state.takesUnheard { state.bought[taskID, default: 0] += 1 }
      }
      throw answer
    }
    let (id, known) = state.withLock { state in
      let id = assignsTaskIDs ? "service-\(state.bought.count + 1)" : taskID
      let known = state.bought[id] != nil
      state.bought[id, default: 0] += 1
      return (id, known)
    }
    try pass(.afterSubmission)
    state.withLock(\.onSubmission)()
    return Submission(taskID: id, alreadyKnown: known)
  }

  func states(of taskID: String, results: Int) -> AsyncThrowingStream<TaskState, any Error> {
    AsyncThrowingStream { continuation in
      do {
        try pass(.waiting)
        continuation.yield(.waiting(word: "processing", progress: state.withLock(\.progress)))
        if state.withLock(\.isSlow) { return }
        continuation.yield(outcome(of: taskID))
        continuation.finish()
      } catch {
        continuation.finish(throwing: error)
      }
    }
  }

  private func outcome(of taskID: String) -> TaskState {
    state.withLock { state in
      if state.forgets > 0 {
        state.forgets -= 1
        state.bought[taskID] = nil
        return .unknown
      }
      if !state.failures.isEmpty { return .failed(state.failures.removeFirst()) }
      guard state.bought[taskID] != nil else { return .unknown }
      return .succeeded([TaskResult(id: "v", url: "https://example.test/\(taskID).mp4", seed: 7, cost: state.cost)])
    }
  }

  func download(_ address: String, to file: URL, progress: ProgressHandler?) async throws {
    try pass(.download)
    let expired = state.withLock { state in
      state.expiredDownloads -= 1
      return state.expiredDownloads >= 0
    }
    if expired { throw GenerationError(.expired, .unavailable, "The address has expired.") }
    let damaged = state.withLock { state in
      state.downloads += 1
      state.damagedDownloads -= 1
      return state.damagedDownloads >= 0
    }
    try? FileManager.default.removeItem(at: file)
    if damaged { return try Data(contentsOf: clip).prefix(2000).write(to: file) }
    try FileManager.default.copyItem(at: clip, to: file)
  }

  func listModels(like known: [ModelSpec]) async throws -> [ListedModel] { state.withLock(\.models) }

  func cancel(_ taskID: String) async throws -> Bool { false }
}
