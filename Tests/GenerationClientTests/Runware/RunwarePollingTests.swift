import Foundation
import MediaBasics
import ModelCatalog
import Testing

@testable import GenerationClient

struct RunwarePollingTests {
  /// A server that answers the n-th poll with the n-th body, the last one again and again.
  private func server(_ bodies: [String]) throws -> FakeServer {
    try FakeServer { _, number in [.json(bodies[min(number, bodies.count - 1)])] }
  }

  @Test func `a finished task gives its clip with the seed exact and the cost decimal`() async throws {
    let server = try server([
      #"{"data":[{"taskType":"videoInference","taskUUID":"id","status":"processing","progress":40}]}"#,
      #"{"data":[\#(Rig.success("id"))]}"#,
    ])
    let states = try await Rig.states(try Rig.runware(server), "id")
    #expect(states.count == 2)
    #expect(states.first == .waiting(word: "processing", progress: 0.4))
    guard case .succeeded(let results) = states.last, let result = results.first else {
      Issue.record("no success: \(states)")
      return
    }
    #expect(result.id == "clip")
    #expect(result.url == "https://files.example.com/clip.mp4")
    #expect(result.seed == 9_123_456_789_012_345_678)
    #expect(result.cost == Cost(Decimal(string: "0.23") ?? 0))
    #expect(result.item["status"] == "success")
    #expect(server.requests.first?.text == #"[{"taskType":"getResponse","taskUUID":"id"}]"#)
  }

  @Test func `all tasks in flight are asked for in one request, and answers in any order find their task`()
    async throws
  {
    let server = try FakeServer { request, _ in
      let items = Rig.ids(request).reversed().map { Rig.success($0, result: "clip-\($0)") }
      return [.json(#"{"results":[\#(items.joined(separator: ","))]}"#)]
    }
    // The first pause is held until all follow.
    let time = TestTime(holding: .seconds(1))
    let provider = try Rig.runware(server, time)
    let following = (0..<10).map { number in Task { try await Rig.states(provider, "id-\(number)") } }
    try await time.release(whenHeld: 1) { await (provider as? RunwareProvider)?.followedTasks == 10 }
    for (number, task) in following.enumerated() {
      guard case .succeeded(let results) = try await task.value.last else {
        Issue.record("id-\(number) has no end")
        continue
      }
      #expect(results.map(\.id) == ["clip-id-\(number)"])
    }
    #expect(server.requests.count == 1)
    #expect(server.requests.first.map { Rig.ids($0).count } == 10)
  }

  @Test func `an error that names neither a task nor a known code says nothing of the task`() async throws {
    let bodies = [#"{"errors":[{"code":"noSuchRoute","message":"no"}]}"#, #"{"data":[\#(Rig.success("id"))]}"#]
    let server = try FakeServer { _, number in [.json(bodies[min(number, 1)], status: number == 0 ? 404 : 200)] }
    guard case .succeeded = try await Rig.states(try Rig.runware(server), "id").last else {
      Issue.record("the task was given up")
      return
    }
  }

  @Test func `data and errors are both read, each for its own task`() async throws {
    let server = try server([
      """
      {"data":[\(Rig.success("good"))],"errors":[{"code":"timeoutProvider","message":"too slow","status":"error",\
      "taskUUID":"bad","taskType":"videoInference"}]}
      """
    ])
    let provider = try Rig.runware(server)
    async let good = Rig.states(provider, "good")
    async let bad = Rig.states(provider, "bad")
    guard case .succeeded = try await good.last, case .failed(let failure) = try await bad.last else {
      Issue.record("wrong ends")
      return
    }
    #expect(failure.code == "timeoutProvider")
    #expect(failure.retryable)
    #expect(failure.error(task: "bad").report.kind == .unavailable)
  }

  @Test(arguments: [
    ("timeoutProvider", true, FailureKind.unavailable), ("providerError", true, .unavailable),
    ("inferenceError", true, .unavailable), ("noAvailableServer", true, .unavailable),
    ("providerRateLimited", true, .unavailable), ("contentPolicyViolation", false, .refused),
    ("invalidProviderContent", false, .refused), ("invalidFrameImageWidth", false, .refused),
    ("insufficientCredits", false, .refused), ("accountSuspended", false, .key), ("mediaExpired", false, .refused),
    ("somethingNew", false, .refused), ("mismatchProviderSettingsProvider", false, .refused),
  ])
  func `a failed task says whether a new one may succeed`(code: String, retryable: Bool, kind: FailureKind)
    async throws
  {
    let server = try server([
      #"{"data":[{"taskUUID":"id","status":"failed","error":{"code":"\#(code)","message":"why"}}]}"#
    ])
    let states = try await Rig.states(try Rig.runware(server), "id")
    guard case .failed(let failure) = states.last else {
      Issue.record("\(states)")
      return
    }
    #expect(failure.code == code)
    #expect(failure.message == "why")
    #expect(failure.retryable == retryable)
    #expect(failure.kind == kind)
  }

  @Test func `trouble with a poll says nothing about the task`() async throws {
    let server = try FakeServer { _, number in
      switch number {
      case 0: [.json("{}", status: 503, ["Retry-After": "9"])]
      case 1: [.reset]
      case 2: [.json("<html>", status: 502, ["Content-Type": "text/html"])]
      case 3: [.json(#"{"errors":[{"code":"rateLimitExceeded","message":"slow"}]}"#, status: 429)]
      case 4: [.json("{\"data\":[")]
      case 5: [.json(#"{"errors":[{"code":"unknownErrorWhileReadingResults","message":"again","taskUUID":"id"}]}"#)]
      case 6: [.json(#"{"data":[{"taskUUID":"id","status":"somethingNew"}]}"#)]
      case 7: [.json(#"{"data":[{"taskUUID":"id","status":"success","videoUUID":"early"}]}"#)]
      default: [.json(#"{"data":[\#(Rig.success("id"))]}"#)]
      }
    }
    let states = try await Rig.states(try Rig.runware(server), "id")
    guard case .succeeded = states.last else {
      Issue.record("\(states)")
      return
    }
    #expect(states.contains(.waiting(word: "somethingNew", progress: nil)))
    #expect(server.requests.count == 9)
  }

  @Test(arguments: [
    (#"{"errors":[{"code":"taskNotFound","message":"none such","taskUUID":"id"}]}"#, 60), (#"{"data":[]}"#, 300),
  ])
  func `an unknown id is waited out before it is believed`(body: String, grace: Int) async throws {
    let server = try server([body])
    let time = TestTime()
    let states = try await Rig.states(try Rig.runware(server, time), "id")
    #expect(states.last == .unknown)
    #expect(time.now >= .seconds(grace))
    #expect(server.requests.count == grace / 5 + 1)
  }

  @Test func `a task that shows up late is followed on`() async throws {
    let unknown = #"{"errors":[{"code":"taskNotFound","message":"none such","taskUUID":"id"}]}"#
    let server = try server([unknown, unknown, #"{"data":[]}"#, #"{"data":[\#(Rig.success("id"))]}"#])
    let states = try await Rig.states(try Rig.runware(server), "id")
    guard case .succeeded = states.last else {
      Issue.record("\(states)")
      return
    }
  }

  @Test func `a task of several results is done when all are there, each once`() async throws {
    let server = try server([
      #"{"data":[\#(Rig.success("id", result: "a"))]}"#,
      #"{"data":[\#(Rig.success("id", result: "a")),{"taskUUID":"id","status":"processing"}]}"#,
      #"{"data":[\#(Rig.success("id", result: "b")),\#(Rig.success("id", result: "a"))]}"#,
    ])
    let states = try await Rig.states(try Rig.runware(server), "id", results: 2)
    guard case .succeeded(let results) = states.last else {
      Issue.record("\(states)")
      return
    }
    #expect(results.map(\.id) == ["a", "b"])
    #expect(server.requests.count == 3)
  }

  @Test func `what succeeded counts though another result failed`() async throws {
    let server = try server([
      #"{"data":[\#(Rig.success("id", result: "a"))],"errors":[{"code":"nsfwContentDetected","message":"no","taskUUID":"id"}]}"#
    ])
    let states = try await Rig.states(try Rig.runware(server), "id", results: 2)
    guard case .succeeded(let results) = states.last else {
      Issue.record("\(states)")
      return
    }
    #expect(results.map(\.id) == ["a"])
  }

  @Test func `a failure that names no task is found by asking for each alone`() async throws {
    let server = try FakeServer { request, _ in
      let ids = Rig.ids(request)
      if ids.contains("bad") { return [.json(#"{"errors":[{"code":"timeoutProvider","message":"too slow"}]}"#)] }
      return [.json(#"{"data":[\#(ids.map { Rig.success($0) }.joined(separator: ","))]}"#)]
    }
    let provider = try Rig.runware(server)
    async let good = Rig.states(provider, "good")
    async let bad = Rig.states(provider, "bad")
    guard case .succeeded = try await good.last, case .failed(let failure) = try await bad.last else {
      Issue.record("wrong ends")
      return
    }
    #expect(failure.code == "timeoutProvider")
  }

  @Test func `a key that is refused on a poll ends the following`() async throws {
    let server = try FakeServer { _, _ in
      [.json(#"{"errors":[{"code":"invalidApiKey","message":"no such key"}]}"#, status: 401)]
    }
    let error = await #expect(throws: GenerationError.self) { try await Rig.states(try Rig.runware(server), "id") }
    #expect(error?.report.kind == .key)
    #expect(server.requests.count == 1)
  }

  @Test func `a long outage ends the following without a word about the task`() async throws {
    let server = try FakeServer { _, _ in [.json("{}", status: 500)] }
    let time = TestTime()
    let error = await #expect(throws: GenerationError.self) {
      try await Rig.states(try Rig.runware(server, time), "id")
    }
    #expect(error?.report.kind == .unavailable)
    #expect(time.now >= .seconds(900))
  }

  @Test func `the time limit ends the following and says that the task goes on`() async throws {
    let server = try server([#"{"data":[{"taskUUID":"id","status":"processing"}]}"#])
    let error = await #expect(throws: GenerationError.self) {
      try await Rig.states(try Rig.runware(server) { $0.timeout = .seconds(60) }, "id")
    }
    #expect(error?.report.kind == .stopped)
    #expect(error?.report.message == "Task id is not done after 60 s; it goes on at the service.")
  }

  @Test func `no more tasks than allowed are in flight, followed or not`() async throws {
    let server = try FakeServer { request, _ in
      let tasks = (try? Rig.tasks(request)) ?? []
      guard tasks.first?["taskType"]?.text == "getResponse" else { return [Rig.acknowledge(request)] }
      return [.json(#"{"data":[\#(Rig.ids(request).map { Rig.success($0) }.joined(separator: ","))]}"#)]
    }
    let provider = try Rig.runware(server) { $0.maxInFlight = 2 }
    // Nobody follows: the ends are noticed only because the next ones wait for a place.
    for number in 0..<6 {
      let id = "id-\(number)"
      _ = try await provider.submit(try Rig.payload(provider, id), taskID: id)
    }
    var (open, most) = (Set<String>(), 0)
    for request in server.requests {
      let polls = try Rig.tasks(request).first?["taskType"]?.text == "getResponse"
      if polls { open.subtract(Rig.ids(request)) } else { open.formUnion(Rig.ids(request)) }
      most = max(most, open.count)
    }
    #expect(most == 2)
  }
}
