import Foundation
import GenerationClient
import MediaBasics
import ModelCatalog
import Synchronization
import TestSupport
import Testing

@testable import GenerationWorkflow

/// Guards the first promise: never pay twice, never lose a result.
@Suite(.timeLimit(.minutes(10))) struct GeneratorTests {
  let folder: TemporaryFolder
  let service: FakeService
  let model: ModelSpec
  let request: GenerationRequest

  init() throws {
    folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "clip.mp4", size: "64x36", seconds: 0.5)
    try Data("an image".utf8).write(to: folder / "image.png")
    service = FakeService(clip: folder / "clip.mp4")
    model = try ModelCatalog.builtIn.model("minimax:1@1")
    request = GenerationRequest(
      model: model.id, prompt: "a mug", duration: Rational(6),
      frameImages: [FrameImage(.file(folder / "image.png"), at: .first)])
  }

  func generator(_ service: FakeService? = nil, budget: Decimal? = nil) throws -> Generator {
    Generator(
      provider: service ?? self.service, ledger: try Ledger(folder / "state/ledger.sqlite"),
      purse: Purse("test", limit: budget))
  }

  @Test(
    "a task killed at any moment is finished by the next run with one generation bought",
    arguments: FakeService.Moment.allCases.filter { $0 != .refusal })
  func killed(moment: FakeService.Moment) async throws {
    service.die(at: moment)
    await #expect(throws: FakeService.Killed.self) {
      try await generator().generate(request, model: model, label: "a")
    }
    let task = try await generator().generate(request, model: model, label: "a")
    #expect(service.purchases == 1)
    #expect(task.stage == .fetched)
    #expect(try await generator().ledger.tasks().count == 1)
    let file = try #require(task.files(in: folder / "state").first)
    #expect(try Data(contentsOf: file) == Data(contentsOf: folder / "clip.mp4"))
  }

  @Test("a download that doesn't decode is fetched again, not bought again", arguments: [1, 2, 3])
  func damaged(times: Int) async throws {
    service.state.withLock { $0.damagedDownloads = times }
    if times == 3 {
      let error = await #expect(throws: WorkflowError.self) {
        try await generator().generate(request, model: model, label: "a")
      }
      #expect(error?.report.code == "workflow.damaged" && error?.report.kind == .unavailable)
      // It was paid for: the last copy stays.
      let kept = try #require(error?.report.details["file"]?.text)
      #expect(try Data(contentsOf: URL(fileURLWithPath: kept)).count == 2000)
    }
    let task = try await generator().generate(request, model: model, label: "a")
    #expect(task.stage == .fetched && service.purchases == 1)
    #expect(service.state.withLock { $0.downloads } == times + 1)
  }

  @Test("the same request again is answered from the ledger: nothing bought, nothing downloaded")
  func reused() async throws {
    let first = try await generator().generate(request, model: model, label: "a")
    let again = try await generator().generate(request, model: model, label: "b")
    #expect(again.id == first.id)
    #expect(service.purchases == 1)
    #expect(service.state.withLock { $0.downloads } == 1)
  }

  @Test(
    "another variant, prompt or file content is another generation; the upload is shared while contents are equal")
  func distinct() async throws {
    let generator = try generator()
    _ = try await generator.generate(request, model: model, label: "a")
    _ = try await generator.generate(request, model: model, label: "a", variant: 1)
    var other = request
    other.prompt = "a cup"
    _ = try await generator.generate(other, model: model, label: "a")
    #expect(service.purchases == 3)
    #expect(service.state.withLock { $0.uploads } == 1)
    try Data("another image".utf8).write(to: folder / "image.png")
    _ = try await generator.generate(request, model: model, label: "a")
    #expect(service.purchases == 4)
    #expect(service.state.withLock { $0.uploads } == 2)
  }

  @Test("a fetched file that was lost or changed is fetched again, not bought again")
  func lostFile() async throws {
    let task = try await generator().generate(request, model: model, label: "a")
    let file = try #require(task.files(in: folder / "state").first)
    try Data("spoiled".utf8).write(to: file)
    _ = try await generator().generate(request, model: model, label: "a")
    #expect(service.purchases == 1)
    #expect(try Data(contentsOf: file) == Data(contentsOf: folder / "clip.mp4"))
  }

  @Test("an id that the service does not know goes out again under the same id")
  func forgotten() async throws {
    service.state.withLock { $0.forgets = 1 }
    let task = try await generator().generate(request, model: model, label: "a")
    #expect(service.purchases == 1)
    #expect(service.state.withLock { $0.bought[task.id] } == 1)
    #expect(try await generator().ledger.tasks().count == 1)
  }

  @Test("a task of another service is not asked for here")
  func otherService() async throws {
    let task = try await generator().generate(request, model: model, label: "a")
    var foreign = task
    foreign.scope = "elsewhere"
    let asked = foreign
    let error = await #expect(throws: WorkflowError.self) { try await generator().resume(asked) }
    #expect(error?.report.code == "workflow.other-service")
  }

  @Test("a passing failure is bought again as a new task, within the limit, and both are in the ledger")
  func passing() async throws {
    let failure = ProviderFailure(code: "timeoutProvider", message: "timed out", retryable: true)
    service.state.withLock { $0.failures = [failure] }
    let task = try await generator().generate(request, model: model, label: "a")
    #expect(task.attempt == 2)
    let stages = try await generator().ledger.tasks().map(\.stage)
    #expect(stages == [.failed, .fetched])
  }

  @Test("failures without end stop after the limit and tell the service's words")
  func giveUp() async throws {
    let failure = ProviderFailure(code: "timeoutProvider", message: "timed out", retryable: true)
    service.state.withLock { $0.failures = Array(repeating: failure, count: 9) }
    let error = await #expect(throws: WorkflowError.self) {
      try await generator().generate(request, model: model, label: "a")
    }
    #expect(error?.report.code == "workflow.failed")
    #expect(error?.report.kind == .refused)
    #expect(error?.report.message.contains("timed out") == true)
    #expect(service.purchases == 3)
  }

  @Test("a final failure is not bought again")
  func final() async throws {
    service.state.withLock {
      $0.failures = [ProviderFailure(code: "promptBlocked", message: "not allowed", retryable: false)]
    }
    await #expect(throws: WorkflowError.self) { try await generator().generate(request, model: model, label: "a") }
    #expect(service.purchases == 1)
  }

  @Test(
    "where the service makes the ids, a request that may have left is not sent again",
    arguments: [
      FakeService.Moment.beforeSubmission, .afterSubmission,
    ])
  func unknown(moment: FakeService.Moment) async throws {
    let theirs = FakeService(clip: folder / "clip.mp4", assignsTaskIDs: true)
    theirs.die(at: moment)
    await #expect(throws: FakeService.Killed.self) {
      try await generator(theirs).generate(request, model: model, label: "a")
    }
    let bought = theirs.purchases
    let error = await #expect(throws: WorkflowError.self) {
      try await generator(theirs).generate(request, model: model, label: "a")
    }
    #expect(error?.report.code == "workflow.unknown")
    #expect(theirs.purchases == bought)
    let ledger = try generator(theirs).ledger
    #expect(try await ledger.tasks().map(\.stage) == [.unknown])
    // The user's word lets it be asked for again.
    _ = try await ledger.forget(try #require(ledger.tasks().first).id)
    let task = try await generator(theirs).generate(request, model: model, label: "a")
    #expect(task.attempt == 2)
    await #expect(throws: WorkflowError.self) { try await ledger.forget(task.id) }
  }

  @Test("where the service makes the ids, a task that was killed while it waited for its place was never sent")
  func killedWaiting() async throws {
    let theirs = FakeService(clip: folder / "clip.mp4", assignsTaskIDs: true)
    theirs.state.withLock { $0.onReservation = { throw FakeService.Killed() } }
    await #expect(throws: FakeService.Killed.self) {
      try await generator(theirs).generate(request, model: model, label: "a")
    }
    #expect(try await generator(theirs).ledger.tasks().isEmpty)
    theirs.state.withLock { $0.onReservation = {} }
    let task = try await generator(theirs).generate(request, model: model, label: "a")
    #expect(task.attempt == 1)
    #expect(theirs.purchases == 1)
  }

  @Test("where the service makes the ids, a request that surely never left is simply asked for again")
  func neverLeft() async throws {
    let theirs = FakeService(clip: folder / "clip.mp4", assignsTaskIDs: true)
    theirs.die(at: .beforeDeparture, of: CancellationError())
    await #expect(throws: CancellationError.self) {
      try await generator(theirs).generate(request, model: model, label: "a")
    }
    let ledger = try generator(theirs).ledger
    #expect(try await ledger.tasks().map(\.failure?.code) == ["workflow.not-sent"])
    let task = try await generator(theirs).generate(request, model: model, label: "a")
    #expect(task.attempt == 2)
    #expect(theirs.purchases == 1)
  }

  @Test(
    "where the service makes the ids, a task that was killed before it left, or between two tries, is begun anew",
    arguments: [FakeService.Moment.beforeDeparture, .refusal])
  func killedBetweenTries(moment: FakeService.Moment) async throws {
    let theirs = FakeService(clip: folder / "clip.mp4", assignsTaskIDs: true)
    theirs.state.withLock { $0.refusals = 2 }
    theirs.die(at: moment)
    await #expect(throws: FakeService.Killed.self) {
      try await generator(theirs).generate(request, model: model, label: "a")
    }
    let ledger = try generator(theirs).ledger
    #expect(try await ledger.tasks().map(\.stage) == [.waiting])
    let task = try await generator(theirs).generate(request, model: model, label: "a")
    #expect(task.attempt == 2)
    #expect(try await ledger.tasks().map(\.stage) == [.failed, .fetched])
    #expect(try await ledger.tasks().first?.failure?.code == "workflow.not-sent")
    #expect(theirs.purchases == 1)
  }

  @Test("a task that waits to be sent is not cancelled: it may leave at any moment, and its id would be lost")
  func cancelledWaiting() async throws {
    let theirs = FakeService(clip: folder / "clip.mp4", assignsTaskIDs: true)
    theirs.die(at: .beforeDeparture)
    await #expect(throws: FakeService.Killed.self) {
      try await generator(theirs).generate(request, model: model, label: "a")
    }
    let working = try generator(theirs)
    let waiting = try #require(try await working.ledger.tasks().first)
    let error = await #expect(throws: WorkflowError.self) { try await working.cancel(waiting) }
    #expect(error?.report.message == "Task \(waiting.id) can't be cancelled: it waits to be sent.")
    #expect(try await working.ledger.tasks().map(\.stage) == [.waiting])
    #expect(try await working.resume(waiting).stage == .fetched)
    #expect(theirs.purchases == 1)
  }

  @Test("the id that a service gave is kept, though the command was stopped just then")
  func stoppedAtTheAnswer() async throws {
    let theirs = FakeService(clip: folder / "clip.mp4", assignsTaskIDs: true)
    theirs.state.withLock { $0.onSubmission = { withUnsafeCurrentTask { $0?.cancel() } } }
    let generator = try generator(theirs)
    await #expect(throws: (any Error).self) {
      try await Task { try await generator.generate(request, model: model, label: "a") }.value
    }
    #expect(try await generator.ledger.tasks().map(\.providerID) == ["service-1"])
    theirs.state.withLock { $0.onSubmission = {} }
    _ = try await generator.generate(request, model: model, label: "a")
    #expect(theirs.purchases == 1)
  }

  @Test("the spending limit stops before a task that it can't pay, and nothing is sent")
  func budget() async throws {
    let error = await #expect(throws: WorkflowError.self) {
      try await generator(budget: 0.01).generate(request, model: model, label: "a")
    }
    #expect(error?.report.code == "workflow.budget")
    #expect(error?.report.kind == .stopped)
    #expect(service.purchases == 0)
    #expect(service.state.withLock { $0.uploads } == 0)
  }

  @Test("what was paid counts, not what was expected; what an earlier run paid counts too")
  func spending() async throws {
    let first = try generator(budget: 100)
    _ = try await first.generate(request, model: model, label: "a")
    #expect(try await first.ledger.spent(from: "test") == Cost(0.5))
    let second = try generator(budget: 0.6)
    _ = try await second.generate(request, model: model, label: "a")
    #expect(try await second.ledger.spent(from: "test") == Cost(0.5))
    let error = await #expect(throws: WorkflowError.self) {
      try await second.generate(request, model: model, label: "a", variant: 1)
    }
    #expect(error?.report.code == "workflow.budget")
    #expect(error?.report.details["spent"] == "0.5")
    #expect(service.purchases == 1)
  }

  @Test("a missing input is told before anything is written or sent")
  func missing() async throws {
    var broken = request
    broken.frameImages = [FrameImage(.file(folder / "none.png"), at: .first)]
    let asked = broken
    let error = await #expect(throws: FileError.self) {
      try await generator().generate(asked, model: model, label: "a")
    }
    #expect(error?.report.kind == .missingInput)
    #expect(try await generator().ledger.tasks().isEmpty)
  }
}
