import Foundation
import GRDB
import MediaBasics
import ModelCatalog
import Synchronization
import TestSupport
import Testing

@testable import GenerationClient
@testable import GenerationWorkflow

/// What was paid for, where a service refuses, forgets or bills what nobody expects.
extension GeneratorTests {
  private func generate(_ service: FakeService? = nil, budget: Decimal? = nil) async throws -> GenerationTask {
    try await generator(service, budget: budget).generate(request, model: model, label: "a")
  }

  private static let keyRefused = GenerationError(.keyRefused, .key, "The key was refused.")
  private static let noCredit = GenerationError(.noCredit, .refused, "The account can't pay.")

  /// Has the task taken by the service, and the process killed before it knows.
  private func killed() async throws {
    service.die(at: .afterSubmission)
    await #expect(throws: FakeService.Killed.self) { try await generate() }
    #expect(service.purchases == 1)
  }

  @Test("a key that is refused on the second try says nothing of a task that was taken on the first")
  func refusedKey() async throws {
    try await killed()
    service.state.withLock { $0.answer = Self.keyRefused }
    let error = await #expect(throws: GenerationError.self) { try await generate() }
    #expect(error?.report.kind == .key)
    #expect(try await generator().ledger.tasks().map(\.stage) == [.intended])
    #expect(try await generate().stage == .fetched)
    #expect(service.purchases == 1)
  }

  @Test("what is refused on the second try and was taken on the first is asked for, and fetched")
  func refusedAfterAll() async throws {
    try await killed()
    service.state.withLock { $0.answer = Self.noCredit }
    #expect(try await generate().stage == .fetched)
    #expect(service.purchases == 1)
  }

  @Test("the same within one submission, where an earlier try may have been taken", arguments: [true, false])
  func doubt(taken: Bool) async throws {
    service.state.withLock { $0.answer = Self.noCredit.afterDoubt(true) }
    // The first try's outcome, which nobody heard of.
    if taken { service.takesUnheard() }
    if taken {
      #expect(try await generate().stage == .fetched)
      #expect(service.purchases == 1)
    } else {
      let error = await #expect(throws: WorkflowError.self) { try await generate() }
      #expect(error?.report.message.contains("can't pay") == true)
      #expect(try await generator().ledger.tasks().map(\.stage) == [.failed])
    }
  }

  @Test("a failed generation that the service bills counts against the limit")
  func billedFailure() async throws {
    let failure = ProviderFailure(code: "INTERNAL", message: "broke", retryable: true, cost: Cost(0.6))
    service.state.withLock { $0.failures = Array(repeating: failure, count: 9) }
    let error = await #expect(throws: WorkflowError.self) { try await generate(budget: 6.3) }
    #expect(error?.report.code == "workflow.budget")
    #expect(service.purchases == 1)
    #expect(try await generator().ledger.spent(from: "test") == Cost(0.6))
  }

  @Test(
    "a paid clip that is gone here and at the service is not bought again unasked", arguments: [false, true])
  func gone(assignsTaskIDs: Bool) async throws {
    let service = FakeService(clip: folder / "clip.mp4", assignsTaskIDs: assignsTaskIDs)
    let task = try await generate(service)
    let file = try #require(task.files(in: folder / "state").first)
    let aside = folder / "aside.mp4"
    try FileManager.default.moveItem(at: file, to: aside)
    service.state.withLock { $0.bought = [:] }
    let error = await #expect(throws: WorkflowError.self) { try await generate(service) }
    #expect(error?.report.code == "workflow.gone" && error?.report.kind == .refused)
    #expect(error?.report.hint?.contains("clips/\(task.id)-0.mp4") == true)
    #expect(service.purchases == 0)
    #expect(try await generator(service).ledger.tasks().map(\.stage) == [.fetched])
    // Brought back, it serves.
    try FileManager.default.copyItem(at: aside, to: file)
    #expect(try await generate(service).id == task.id)
    await #expect(throws: WorkflowError.self) { try await generator(service).ledger.forget(task.id) }
    // The user's word buys it anew, and both count.
    try FileManager.default.removeItem(at: file)
    _ = try await generator(service).ledger.forget(task.id)
    #expect(try await generate(service).attempt == 2)
    #expect(service.purchases == 1)
    #expect(try await generator(service).ledger.spent(from: "test") == Cost(1))
  }

  @Test("what is asked for in the service's own words is written down as asked, and set aside")
  func words() async throws {
    var asked = request
    asked.extra = ["numberResults": 3, "duration": 10]
    let ledger = try generator().ledger
    service.die(at: .afterSubmission)
    await #expect(throws: FakeService.Killed.self) {
      try await generator().generate(asked, model: model, label: "a")
    }
    let task = try #require(try await ledger.tasks().first)
    #expect(task.results == 3 && task.seconds == 10)
    #expect(try await ledger.spent(from: "test") == Cost(30))
  }

  @Test(
    "what was sent long ago isn't sent again by itself once the service may have forgotten it",
    arguments: [
      (FakeService.Moment.waiting, true), (.waiting, false), (.afterSubmission, true), (.afterSubmission, false),
    ])
  func longAgo(moment: FakeService.Moment, isKnown: Bool) async throws {
    service.die(at: moment)
    await #expect(throws: FakeService.Killed.self) { try await generate(service) }
    let queue = try DatabaseQueue(path: (folder / "state/ledger.sqlite").path)
    try await queue.write { try $0.execute(sql: "UPDATE task SET changedAt = '2026-01-01 00:00:00.000'") }
    let ledger = try generator().ledger
    let id = try #require(try await ledger.tasks().first).id
    if isKnown {
      #expect(try await generate(service).stage == .fetched)
      #expect(service.state.withLock(\.bought) == [id: 1])
      return
    }
    service.state.withLock { $0.bought = [:] }
    let error = await #expect(throws: WorkflowError.self) { try await generate(service) }
    #expect(error?.report.code == "workflow.unknown")
    #expect(error?.report.message.contains("has forgotten the task since, so it may have been bought") == true)
    #expect(service.purchases == 0)
    // The user's word that it may be bought once more.
    _ = try await ledger.forget(id)
    #expect(try await generate(service).attempt == 2)
  }

  @Test("a file that changes on its way is not taken for what it was")
  func changed() async throws {
    let file = folder / "image.png"
    service.state.withLock { $0.onUpload = { try Data("another image".utf8).write(to: file) } }
    let error = await #expect(throws: WorkflowError.self) { try await generate(service) }
    #expect(error?.report.code == "workflow.changed-meanwhile" && error?.report.kind == .badInput)
    #expect(service.purchases == 0)
    service.state.withLock { $0.onUpload = {} }
    #expect(try await generate(service).stage == .fetched)
    #expect(service.state.withLock(\.uploads) == 2)
  }

  @Test("a task whose answer was lost is adopted by the id that the service's list tells, and fetched")
  func adopted() async throws {
    let theirs = FakeService(clip: folder / "clip.mp4", assignsTaskIDs: true)
    theirs.die(at: .afterSubmission)
    await #expect(throws: FakeService.Killed.self) { try await generate(theirs) }
    let ledger = try generator(theirs).ledger
    let id = try #require(try await ledger.tasks().first).id
    // Whether it was sent isn't known to be unknown yet.
    await #expect(throws: WorkflowError.self) { try await ledger.adopt(id, as: "service-1") }
    let lost = await #expect(throws: WorkflowError.self) { try await generate(theirs) }
    #expect(lost?.report.hint?.contains("rwmedia task adopt \(id) ITS-ID") == true)
    let other = try await generator(theirs).generate(request, model: model, label: "other", variant: 1)
    let taken = await #expect(throws: WorkflowError.self) { try await ledger.adopt(id, as: other.remoteID) }
    #expect(taken?.report.message.contains("that is task \(other.id)") == true)
    for none in ["", "  ", "../organization", "a b"] {
      let error = await #expect(throws: WorkflowError.self) { try await ledger.adopt(id, as: none) }
      #expect(error?.report.message.contains("that is no task's id") == true)
    }
    // A wrong one buys nothing, and can be put right.
    _ = try await ledger.adopt(id, as: "service-9")
    let wrong = await #expect(throws: WorkflowError.self) { try await generate(theirs) }
    #expect(wrong?.report.message.contains("doesn't know task service-9") == true)
    let before = try await ledger.spent(from: "test")
    _ = try await ledger.adopt(id, as: " SERVICE-1 ")
    #expect(try await ledger.spent(from: "test") == before)
    #expect(try await generate(theirs).id == id)
    #expect(theirs.purchases == 2)
  }

  @Test("a chain doesn't go on with clips that are far shorter than what was asked and paid for")
  func shortClips() async throws {
    try FFmpeg.make(["-f", "lavfi", "-i", "testsrc=size=320x180", "-frames:v", "1", (folder / "seed.png").path])
    let seeded = ExtendRequest(
      seed: folder / "seed.png", length: .to(Rational(12)), model: model, prompts: ["a mug"],
      output: folder / "out.mp4")
    let error = await #expect(throws: WorkflowError.self) { try await Extender(generator()).extend(seeded) }
    #expect(error?.report.code == "workflow.too-short")
    #expect(service.purchases == 1)
  }

  @Test("addresses that are refused as expired again and again are not asked for without end")
  func expired() async throws {
    service.state.withLock { $0.expiredDownloads = 100 }
    let error = await #expect(throws: WorkflowError.self) { try await generate() }
    #expect(error?.report.code == "workflow.expired" && error?.report.kind == .unavailable)
    #expect(service.state.withLock { $0.expiredDownloads } == 97)
    service.state.withLock { $0.expiredDownloads = 1 }
    #expect(try await generate().stage == .fetched)
    #expect(service.purchases == 1)
  }

  @Test("files of a request that was refused are brought anew: the service may have dropped them")
  func droppedUploads() async throws {
    service.state.withLock {
      $0.answer = GenerationError(.rejected, .refused, "No media has the id upload-1.")
    }
    await #expect(throws: WorkflowError.self) { try await generate() }
    #expect(try await generate().stage == .fetched)
    #expect(service.state.withLock { $0.uploads } == 2)
  }

  @Test("files of a request that was refused for its words, or failed on the way, serve the next one")
  func keptUploads() async throws {
    service.state.withLock {
      $0.failures = [
        ProviderFailure(code: "promptBlocked", message: "not allowed", retryable: false),
        ProviderFailure(code: "providerError", message: "no image came of it", retryable: true),
      ]
    }
    await #expect(throws: WorkflowError.self) { try await generate() }
    #expect(try await generate().attempt == 3)
    #expect(service.state.withLock { $0.uploads } == 1)
  }

  @Test("a share that is none is passed over", arguments: [1e300, -1e300, .nan, .infinity, 0.5])
  func strangeProgress(share: Double) async throws {
    service.state.withLock { $0.progress = share }
    let told = Mutex<[Int64]>([])
    let task = try await generator().generate(request, model: model, label: "a") { update in
      if update.unit == .percent { told.withLock { $0.append(update.completed) } }
    }
    #expect(task.stage == .fetched)
    #expect(told.withLock { $0 } == (share == 0.5 ? [50] : []))
  }

  @Test("who stops waiting for a task is told that, not that it is lost; it is gone on with")
  func cancelled() async throws {
    service.state.withLock { $0.isSlow = true }
    let generator = try generator()
    let waiting = Task { try await generator.generate(request, model: model, label: "a") }
    while service.purchases == 0 { await Task.yield() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    service.state.withLock { $0.isSlow = false }
    #expect(try await generator.generate(request, model: model, label: "a").stage == .fetched)
    #expect(service.purchases == 1)
  }

  /// Asks for several clips at the same time, each with words of its own.
  private func generate(_ count: Int, at generator: Generator) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<count {
        var asked = request
        asked.prompt = "a mug \(number)"
        group.addTask { [asked] in _ = try await generator.generate(asked, model: model, label: "a") }
      }
      try await group.waitForAll()
    }
  }

  @Test("requests that begin with the same picture at the same time upload it once")
  func uploadsOnce() async throws {
    let generator = try generator()
    try await generate(6, at: generator)
    #expect(service.purchases == 6)
    #expect(service.state.withLock(\.uploads) == 1)
  }

  @Test("who waited for money learns meanwhile what a clip of an unknown price costs")
  func learnedPrice() async throws {
    // A clip of 6 s sets 6 USD aside as long as nobody knows, and then costs 0.5.
    let generator = try generator(budget: 6.2)
    try await generate(3, at: generator)
    #expect(service.purchases == 3)
    #expect(try await generator.ledger.spent(from: "test").amount == 1.5)
  }

  @Test("a submission whose answer was no longer waited for may be paid: it stays in doubt, and isn't bought anew")
  func cancelledAfterDeparture() async throws {
    let theirs = FakeService(clip: folder / "clip.mp4", assignsTaskIDs: true)
    theirs.state.withLock { $0.answersLate = true }
    let generator = try generator(theirs)
    let waiting = Task { try await generator.generate(request, model: model, label: "a") }
    while theirs.purchases == 0 { await Task.yield() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    #expect(try await generator.ledger.tasks().map(\.stage) == [.unknown])
    theirs.state.withLock { $0.answersLate = false }
    let error = await #expect(throws: WorkflowError.self) {
      try await generator.generate(request, model: model, label: "a")
    }
    #expect(error?.report.code == "workflow.unknown")
    #expect(theirs.purchases == 1)
  }

  @Test("a cost that is no amount is not told, and spoils no record")
  func costOfNothing() async throws {
    service.state.withLock { $0.cost = Cost(.nan) }
    let generator = try generator()
    _ = try await generator.generate(request, model: model, label: "a")
    let tasks = try await generator.ledger.tasks()
    #expect(tasks.map(\.stage) == [.fetched] && tasks.first?.cost == nil)
  }

  @Test("what the service has dropped of the uploads is brought again in the same run")
  func renewedUploads() async throws {
    let generator = try generator()
    _ = try await generator.generate(request, model: model, label: "a")
    service.state.withLock { $0.lostUploads = true }
    var asked = request
    asked.prompt = "another mug"
    let task = try await generator.generate(asked, model: model, label: "b")
    #expect(task.stage == .fetched && service.purchases == 2)
    #expect(service.state.withLock(\.uploads) == 2)
  }

  @Test("a task that was taken and failed for its picture may have been billed: it isn't bought again by itself")
  func takenAndFailed() async throws {
    let generator = try generator()
    _ = try await generator.generate(request, model: model, label: "a")
    service.state.withLock {
      $0.failures = [ProviderFailure(code: "SAFETY.INPUT.IMAGE", message: "the image is refused", retryable: false)]
    }
    var asked = request
    asked.prompt = "another mug"
    let other = asked
    await #expect(throws: WorkflowError.self) { try await generator.generate(other, model: model, label: "b") }
    #expect(service.purchases == 2)
    #expect(try await generator.generate(other, model: model, label: "b").stage == .fetched)
    #expect(service.state.withLock(\.uploads) == 2)
  }
}
