import Foundation
import GenerationClient
import MediaBasics
import ModelCatalog
import Synchronization
import Testing

struct RunwaySubmissionTests {
  private func submit(
    _ provider: any GenerationProvider, departure: @escaping @Sendable (Departure) async throws -> Void = { _ in }
  ) async throws -> Submission {
    let request = GenerationRequest(
      model: "gen4.5", prompt: "a mug", duration: Rational(5), size: PixelSize(width: 1280, height: 720))
    return try await provider.submit(
      try provider.payload(for: request, taskID: "local"), taskID: "local", departure: departure)
  }

  @Test func `a task goes out with the version header and comes back with the service's id`() async throws {
    let server = try FakeServer { _, _ in [.json(#"{"id":"abc-1","estimatedCost":{"credits":60}}"#)] }
    let provider = try Rig.runway(server)
    #expect(provider.assignsTaskIDs)
    #expect(try await submit(provider) == Submission(taskID: "abc-1"))
    let request = try #require(server.requests.first)
    #expect(request.method == "POST")
    #expect(request.target == "/v1/text_to_video")
    #expect(request.headers["authorization"] == "Bearer test-key")
    #expect(request.headers["x-runway-version"] == "2024-11-06")
    #expect(request.headers["content-type"] == "application/json")
    #expect(request.text == #"{"duration":5,"model":"gen4.5","promptText":"a mug","ratio":"1280:720"}"#)
  }

  @Test(arguments: ["reset", "close", "cut", "html", "no id", "500", "502", "504", "408"])
  func `a request whose answer is lost is never repeated`(how: String) async throws {
    let server = try FakeServer { _, _ in
      switch how {
      case "reset": [.reset]
      case "close": [.close]
      case "cut": [.text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":"), .close]
      case "html": [.reply(200, ["Content-Type": "text/html"], body: Data("<html>".utf8))]
      case "no id": [.json("{}")]
      default: [.json(#"{"error":"oops"}"#, status: Int(how) ?? 500)]
      }
    }
    let error = await #expect(throws: GenerationError.self) { try await submit(try Rig.runway(server)) }
    #expect(error?.code == .answerLost)
    #expect(error?.report.kind == .unavailable)
    #expect(server.requests.count == 1)
  }

  @Test func `not even over a kept connection that dies is a task asked for twice`() async throws {
    // libcurl by itself sends a request again when a reused connection ends without an answer.
    let server = try FakeServer { _, number in number == 0 ? [.json(#"{"id":"abc-1"}"#)] : [.close] }
    let provider = try Rig.runway(server)
    _ = try await submit(provider)
    let error = await #expect(throws: GenerationError.self) { try await submit(provider) }
    #expect(error?.code == .answerLost)
    #expect(server.requests.count == 2)
  }

  @Test func `cancelling waits for an answer that is under way, for only it names the task`() async throws {
    let (arrived, answer) = (Gate(), Gate())
    let server = try FakeServer { _, _ in
      arrived.open()
      return [.wait(answer), .json(#"{"id":"abc-1"}"#)]
    }
    let provider = try Rig.runway(server)
    let task = Task { try await submit(provider) }
    await arrived.opened()
    task.cancel()
    answer.open()
    #expect(try await task.value.taskID == "abc-1")
  }

  @Test func `a request that can't have been acted on is repeated`() async throws {
    let server = try FakeServer { _, number in
      switch number {
      case 0: [.json(#"{"error":"daily limit"}"#, status: 429, ["Retry-After": "3"])]
      case 1: [.json(#"{"error":"overloaded"}"#, status: 503)]
      default: [.json(#"{"id":"abc-1"}"#)]
      }
    }
    let time = TestTime()
    let departures = Mutex<[Departure]>([])
    let submission = try await submit(try Rig.runway(server, time)) { departure in
      departures.withLock { $0.append(departure) }
      // Told before each try and after it: so many requests had gone out.
      #expect(server.requests.count == departures.withLock { $0.count / 2 })
    }
    #expect(submission.taskID == "abc-1")
    #expect(time.sleeps.contains(.seconds(3)))
    #expect(departures.withLock(\.self) == [.leaving, .stayed, .leaving, .stayed, .leaving])
  }

  @Test func `who can't write down that a request leaves keeps it from leaving`() async throws {
    struct Full: Error {}
    let server = try FakeServer { _, _ in [.json(#"{"id":"abc-1"}"#)] }
    await #expect(throws: Full.self) { try await submit(try Rig.runway(server)) { _ in throw Full() } }
    #expect(server.requests.isEmpty)
  }

  @Test func `a pause of a day is not waited for`() async throws {
    let server = try FakeServer { _, _ in [.json(#"{"error":"daily limit"}"#, status: 429, ["Retry-After": "86400"])]
    }
    let time = TestTime()
    let provider = try Rig.runway(server, time)
    let error = await #expect(throws: GenerationError.self) { try await submit(provider) }
    #expect(
      error?.report.message
        == "Runway takes no more requests now (HTTP 429): daily limit. It asks to wait 86400 s.")
    #expect(server.requests.count == 1)
    #expect(time.now == .zero)
    // Nothing else goes out at once, either.
    await #expect(throws: GenerationError.self) { try await submit(provider) }
    #expect(time.now == .seconds(300))
  }

  @Test func `a service that isn't there is unreachable, and nothing is in doubt`() async throws {
    let server = try FakeServer { _, _ in [] }
    let provider = try Rig.runway(server)
    server.stop()
    let error = await #expect(throws: GenerationError.self) { try await submit(provider) }
    #expect(error?.code == .unreachable)
    #expect(error?.report.kind == .unavailable)
  }

  @Test(arguments: [
    (
      400, #"{"error":"You do not have enough credits to run this task."}"#, GenerationError.Code.noCredit,
      FailureKind.refused
    ),
    (401, #"{"error":"Unauthorized"}"#, .keyRefused, .key),
    (
      400,
      #"{"error":"Validation of body failed","issues":[{"code":"too_big","path":["duration"],"message":"at most 10"}]}"#,
      .rejected, .refused
    ),
  ])
  func `a refusal is final and told by its kind`(
    status: Int, body: String, code: GenerationError.Code, kind: FailureKind
  ) async throws {
    let server = try FakeServer { _, _ in [.json(body, status: status)] }
    let error = await #expect(throws: GenerationError.self) { try await submit(try Rig.runway(server)) }
    #expect(error?.code == code)
    #expect(error?.report.kind == kind)
    #expect(server.requests.count == 1)
    if code == .rejected {
      #expect(
        error?.report.message
          == "Runway refused the request (HTTP 400): Validation of body failed: duration: at most 10.")
    }
  }

  @Test(arguments: ["/v1", "/v1/", "/"])
  func `a base address that ends in v1 or a slash leads to the same place`(end: String) async throws {
    let server = try FakeServer { _, _ in [.json(#"{"id":"abc-1"}"#)] }
    let provider = try Rig.runway(server) { $0.baseURL = URL(string: server.address(end)) }
    _ = try await submit(provider)
    #expect(server.requests.first?.target == "/v1/text_to_video")
    #expect(provider.scope == "runway@http://127.0.0.1:\(server.port)")
  }

  @Test func `a task under way is cancelled by deleting it, and one that isn't there can't be`() async throws {
    let server = try FakeServer { _, number in
      switch number {
      case 0: [.json(#"{"id":"abc-1","status":"RUNNING"}"#)]
      case 1: [.text("HTTP/1.1 204 No Content\r\n\r\n")]
      default: [.json(#"{"error":"Could not find Task"}"#, status: 404)]
      }
    }
    let provider = try Rig.runway(server)
    #expect(try await provider.cancel("abc-1"))
    #expect(try await !provider.cancel("abc-1"))
    #expect(server.requests.map(\.method) == ["GET", "DELETE", "GET"])
    #expect(server.requests.allSatisfy { $0.target == "/v1/tasks/abc-1" })
    await #expect(throws: GenerationError.self) { try await provider.cancel("../organization") }
  }

  @Test(arguments: ["SUCCEEDED", "FAILED", "CANCELLED"])
  func `a task that is over is left alone: deleting it would take its result away`(status: String) async throws {
    let server = try FakeServer { _, _ in [.json(#"{"id":"abc-1","status":"\#(status)"}"#)] }
    #expect(try await !Rig.runway(server).cancel("abc-1"))
    #expect(server.requests.map(\.method) == ["GET"])
  }
}
