import Foundation
import MediaBasics
import ModelCatalog
import TestSupport
import Testing

@testable import GenerationClient

struct RunwareSubmissionTests {
  @Test func `one task goes out as an array by POST with the key as a bearer token`() async throws {
    let server = try FakeServer { request, _ in [Rig.acknowledge(request)] }
    let provider = try Rig.runware(server)
    let submission = try await provider.submit(try Rig.payload(provider, "id-1"), taskID: "id-1")
    #expect(submission == Submission(taskID: "id-1", alreadyKnown: false))
    let request = try #require(server.requests.first)
    #expect(request.method == "POST")
    #expect(request.target == "/v1")
    #expect(request.headers["authorization"] == "Bearer test-key")
    #expect(request.headers["content-type"] == "application/json")
    #expect(request.headers["expect"] == nil)
    #expect(
      request.text == """
        [{"deliveryMethod":"async","includeCost":true,"model":"minimax:1@1","outputType":"URL",\
        "positivePrompt":"a red mug","taskType":"videoInference","taskUUID":"id-1"}]
        """)
  }

  @Test func `a conflict means that the service has the task already`() async throws {
    let server = try FakeServer { request, _ in
      [
        .json(
          #"{"data":[],"errors":[{"code":"conflictTaskUUID","message":"in use","taskUUID":"id-1"}]}"#, status: 400)
      ]
    }
    let provider = try Rig.runware(server)
    let submission = try await provider.submit(try Rig.payload(provider, "id-1"), taskID: "id-1")
    #expect(submission.alreadyKnown)
  }

  @Test func `after a lost answer the same bytes go out again under the same id`() async throws {
    let server = try FakeServer { request, number in
      switch number {
      case 0: [.reset]
      case 1: [.text("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"data\":[{\"tas"), .close]
      case 2: [.text("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>")]
      case 3: [.text("no http at all\r\n\r\n"), .close]
      case 4: [.json("{\"errors\":[{\"code\":\"conf", status: 400)]
      default:
        [.json(#"{"errors":[{"code":"conflictTaskUUID","message":"in use","taskUUID":"id-1"}]}"#, status: 400)]
      }
    }
    let provider = try Rig.runware(server)
    let submission = try await provider.submit(try Rig.payload(provider, "id-1"), taskID: "id-1")
    #expect(submission.alreadyKnown)
    #expect(server.requests.count == 6)
    #expect(Set(server.requests.map(\.text)).count == 1)
  }

  @Test(arguments: [0, 1, 2])
  func `a refusal tells whether an earlier try may have been taken`(troubles: Int) async throws {
    let refusal = #"{"errors":[{"code":"insufficientCredits","message":"no credit","taskUUID":"id-1"}]}"#
    let server = try FakeServer { _, number in
      // One try that nobody answers, and one whose answer doesn't mention the task.
      if number < troubles { return number == 0 ? [.reset] : [.json(#"{"data":[]}"#)] }
      return [.json(refusal, status: 402)]
    }
    let provider = try Rig.runware(server)
    let payload = try Rig.payload(provider, "id-1")
    let error = await #expect(throws: GenerationError.self) { try await provider.submit(payload, taskID: "id-1") }
    #expect(error?.code == .noCredit)
    #expect(error?.followsDoubt == (troubles > 0))
  }

  @Test func `a full queue is waited for as long as it asks`() async throws {
    let server = try FakeServer { request, number in
      switch number {
      case 0:
        [
          .json(
            #"{"errors":[{"code":"rateLimitExceeded","message":"slow down"}]}"#, status: 429, ["Retry-After": "17"])
        ]
      case 1: [.json("{}", status: 503)]
      default: [Rig.acknowledge(request)]
      }
    }
    let time = TestTime()
    let provider = try Rig.runware(server, time)
    _ = try await provider.submit(try Rig.payload(provider, "id-1"), taskID: "id-1")
    #expect(server.requests.count == 3)
    #expect(time.sleeps.contains(.seconds(17)))
    #expect(time.sleeps.contains(.seconds(2)))
  }

  @Test func `a service that keeps failing is called unavailable`() async throws {
    let server = try FakeServer { _, _ in [.json(#"{"errors":[{"message":"on fire"}]}"#, status: 500)] }
    let provider = try Rig.runware(server)
    let error = await #expect(throws: GenerationError.self) {
      try await provider.submit(try Rig.payload(provider, "id-1"), taskID: "id-1")
    }
    #expect(error?.report.kind == .unavailable)
    #expect(error?.report.message == "Runware is failing (HTTP 500): on fire.")
    #expect(server.requests.count == 6)
  }

  @Test(arguments: [
    (
      #"{"code":"unsupportedDuration","message":"bad duration","parameter":"duration","allowedValues":[6],"taskUUID":"id-1"}"#,
      400, FailureKind.refused, "provider.rejected"
    ),
    (#"{"code":"invalidApiKey","message":"no such key","taskUUID":"id-1"}"#, 401, .key, "provider.key-refused"),
    (#"{"code":"insufficientCredits","message":"empty","taskUUID":"id-1"}"#, 402, .refused, "provider.no-credit"),
    (#"{"code":"promptBlocked","message":"no","taskUUID":"id-1"}"#, 400, .refused, "provider.content-refused"),
    (#"{"code":"invalidModel","message":"no such model","parameter":["model"]}"#, 400, .refused, "provider.rejected"),
  ])
  func `a final refusal is told at once and not tried again`(
    item: String, status: Int, kind: FailureKind, code: String
  ) async throws {
    let server = try FakeServer { _, _ in [.json(#"{"data":[],"errors":[\#(item)]}"#, status: status)] }
    let provider = try Rig.runware(server)
    let error = await #expect(throws: GenerationError.self) {
      try await provider.submit(try Rig.payload(provider, "id-1"), taskID: "id-1")
    }
    #expect(error?.report.kind == kind)
    #expect(error?.report.code == code)
    #expect(server.requests.count == 1)
  }

  @Test func `the allowed values of a refusal reach the message and the details`() async throws {
    let server = try FakeServer { _, _ in
      [
        .json(
          """
          {"errors":[{"code":"unsupportedDuration","message":"Unsupported duration.","parameter":"duration",\
          "taskUUID":"id-1","allowedValues":[6,10]}]}
          """, status: 400)
      ]
    }
    let provider = try Rig.runware(server)
    let error = await #expect(throws: GenerationError.self) {
      try await provider.submit(try Rig.payload(provider, "id-1"), taskID: "id-1")
    }
    #expect(
      error?.report.message
        == "Runware refused the request (unsupportedDuration): Unsupported duration. (parameter duration; allowed: 6, 10)."
    )
    #expect(error?.providerCode == "unsupportedDuration")
    #expect(error?.report.details["allowedValues"] == [6, 10])
  }

  @Test(arguments: [
    #"{"error":{"code":"invalidModel","message":"no"}}"#, #"{"error":[{"code":"invalidModel","message":"no"}]}"#,
    #"{"error":true,"errorId":"invalidModel","errorMessage":"no"}"#,
    #"{"data":[{"taskUUID":"id-1","status":"error","error":{"code":"invalidModel","message":"no"}}]}"#,
    #"{"results":[{"taskUUID":"id-1","status":"failed","code":"invalidModel","message":"no"}]}"#,
  ])
  func `an error is understood in every shape that the service has had`(body: String) async throws {
    let server = try FakeServer { _, _ in [.json(body)] }
    let provider = try Rig.runware(server)
    let error = await #expect(throws: GenerationError.self) {
      try await provider.submit(try Rig.payload(provider, "id-1"), taskID: "id-1")
    }
    #expect(error?.providerCode == "invalidModel")
  }

  @Test func `submissions that come together share one request and get their own answers`() async throws {
    let server = try FakeServer { request, number in
      guard number == 0 else { return [Rig.acknowledge(request)] }
      // Out of order, one twice, one refused, one not mentioned at all.
      return [
        .json(
          """
          {"data":[{"taskUUID":"c"},{"taskUUID":"a"},{"taskUUID":"a"}],\
          "errors":[{"code":"invalidModel","message":"no","taskUUID":"b"},{"code":"x","message":"y","taskUUID":"z"}]}
          """)
      ]
    }
    let time = TestTime(holding: .seconds(77))
    let provider = try Rig.runware(server, time) { $0.gatherWindow = .seconds(77) }
    let outcomes = try await withThrowingTaskGroup(of: (String, Result<Submission, any Error>).self) { group in
      for id in ["a", "b", "c", "d"] {
        let payload = try Rig.payload(provider, id)
        group.addTask {
          do { return (id, .success(try await provider.submit(payload, taskID: id))) } catch {
            return (id, .failure(error))
          }
        }
      }
      try await time.release(whenHeld: 1) { await (provider as? RunwareProvider)?.waitingSubmissions == 4 }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(try outcomes["a"]?.get().taskID == "a")
    #expect(try outcomes["c"]?.get().taskID == "c")
    #expect(try outcomes["d"]?.get().taskID == "d")
    #expect(throws: GenerationError.self) { try outcomes["b"]?.get() }
    #expect(server.requests.map { Rig.ids($0).sorted() } == [["a", "b", "c", "d"], ["d"]])
  }

  @Test func `many submissions go out in packs of twenty`() async throws {
    let server = try FakeServer { request, _ in [Rig.acknowledge(request)] }
    let time = TestTime(holding: .seconds(77))
    let provider = try Rig.runware(server, time) { $0.gatherWindow = .seconds(77) }
    let tasks = try (0..<45).map { number in
      let payload = try Rig.payload(provider, "id-\(number)")
      return Task { try await provider.submit(payload, taskID: "id-\(number)") }
    }
    try await time.release(whenHeld: 1) { await (provider as? RunwareProvider)?.waitingSubmissions == 45 }
    for (number, task) in tasks.enumerated() { #expect(try await task.value.taskID == "id-\(number)") }
    #expect(server.requests.map { Rig.ids($0).count }.sorted() == [5, 20, 20])
  }

  @Test func `a submission that is cancelled while it waits is not sent`() async throws {
    let server = try FakeServer { request, _ in [Rig.acknowledge(request)] }
    let time = TestTime(holding: .seconds(77))
    let provider = try Rig.runware(server, time) { $0.gatherWindow = .seconds(77) }
    let (kept, dropped) = (try Rig.payload(provider, "kept"), try Rig.payload(provider, "dropped"))
    let staying = Task { try await provider.submit(kept, taskID: "kept") }
    let leaving = Task { try await provider.submit(dropped, taskID: "dropped") }
    try await Moment.until("two wait") { await (provider as? RunwareProvider)?.waitingSubmissions == 2 }
    leaving.cancel()
    await #expect(throws: CancellationError.self) { try await leaving.value }
    try await time.release(whenHeld: 1) { true }
    #expect(try await staying.value.taskID == "kept")
    #expect(server.requests.map { Rig.ids($0) } == [["kept"]])
  }

  @Test func `a refusal that names no task is found out by asking for each alone`() async throws {
    let server = try FakeServer { request, _ in
      let ids = Rig.ids(request)
      return ids.contains("bad")
        ? [.json(#"{"errors":[{"code":"invalidPositivePrompt","message":"too long"}]}"#, status: 400)]
        : [Rig.acknowledge(request)]
    }
    let time = TestTime(holding: .seconds(77))
    let provider = try Rig.runware(server, time) { $0.gatherWindow = .seconds(77) }
    async let good = provider.submit(try Rig.payload(provider, "good"), taskID: "good")
    let payload = try Rig.payload(provider, "bad")
    let bad = Task { try await provider.submit(payload, taskID: "bad") }
    try await time.release(whenHeld: 1) { await (provider as? RunwareProvider)?.waitingSubmissions == 2 }
    #expect(try await good.taskID == "good")
    await #expect(throws: GenerationError.self) { try await bad.value }
    #expect(server.requests.map { Rig.ids($0).count } == [2, 1, 1])
  }

  @Test func `the key shows up in no error and no log, even where the service repeats it`() async throws {
    let server = try FakeServer { _, _ in
      [
        .json(
          #"{"errors":[{"code":"invalidApiKey","message":"the key test-key is wrong","apiKey":"test-key"}]}"#,
          status: 401)
      ]
    }
    let log = Lines()
    let provider = try Rig.runware(server, log: log)
    let error = await #expect(throws: GenerationError.self) {
      try await provider.submit(try Rig.payload(provider, "id-1"), taskID: "id-1")
    }
    let told = "\(String(describing: error)) \(String(describing: error?.report)) \(provider.scope)"
    #expect(!told.contains("test-key"))
    #expect(!log.text.contains("test-key"))
    #expect(log.all.count == 2)
    var dumped = ""
    dump(Rig.settings(server), to: &dumped)
    dump(provider, to: &dumped)
    #expect(!dumped.contains("test-key"))
  }

  @Test func `a payload under another id is refused before it goes out`() async throws {
    let server = try FakeServer { request, _ in [Rig.acknowledge(request)] }
    let provider = try Rig.runware(server)
    let error = await #expect(throws: GenerationError.self) {
      try await provider.submit(try Rig.payload(provider, "one"), taskID: "other")
    }
    #expect(error?.code == .payload)
    #expect(server.requests.isEmpty)
  }
}
