import Foundation
import GenerationClient
import MediaBasics
import ModelCatalog
import Testing

struct RunwayPollingTests {
  private func server(_ bodies: [String]) throws -> FakeServer {
    try FakeServer { _, number in [.json(bodies[min(number, bodies.count - 1)])] }
  }

  @Test func `a task is followed from throttled to done, and a credit is a cent`() async throws {
    let server = try server([
      #"{"id":"t","status":"THROTTLED","estimatedCost":{"credits":60}}"#, #"{"id":"t","status":"PENDING"}"#,
      #"{"id":"t","status":"RUNNING","progress":0.25}"#, #"{"id":"t","status":"SOMETHING_NEW"}"#,
      #"{"id":"t","status":"SUCCEEDED","output":["https://f.example/a.mp4?_jwt=x","https://f.example/b.mp4"],"cost":{"credits":25}}"#,
    ])
    let states = try await Rig.states(try Rig.runway(server), "t")
    #expect(
      states.map { if case .waiting(let word, _) = $0 { word } else { "end" } } == [
        "THROTTLED", "PENDING", "RUNNING", "SOMETHING_NEW", "end",
      ])
    #expect(states[2] == .waiting(word: "RUNNING", progress: 0.25))
    guard case .succeeded(let results) = states.last else {
      Issue.record("\(states)")
      return
    }
    #expect(results.map(\.id) == ["t", "t-1"])
    #expect(results.map(\.url) == ["https://f.example/a.mp4?_jwt=x", "https://f.example/b.mp4"])
    #expect(results.map(\.cost) == [Cost(Decimal(string: "0.25") ?? 0), nil])
    #expect(Set(server.requests.map(\.target)) == ["/v1/tasks/t"])
    #expect(
      server.requests.allSatisfy {
        $0.headers["x-runway-version"] == "2024-11-06" && $0.headers["content-type"] == nil
      })
  }

  @Test(arguments: [
    ("SAFETY.INPUT.TEXT", false), ("SAFETY.OUTPUT.VIDEO", false), ("INPUT_PREPROCESSING.SAFETY.TEXT", false),
    ("INPUT_PREPROCESSING.INTERNAL", true), ("INTERNAL.BAD_OUTPUT.CODE01", false), ("ASSET.INVALID", false),
    ("THIRD_PARTY.UNAVAILABLE", true), ("INTERNAL", true), ("SOMETHING.NEW", false), ("", true),
  ])
  func `a failure code says whether a new task may succeed`(code: String, retryable: Bool) async throws {
    let told = code.isEmpty ? "" : #","failureCode":"\#(code)""#
    let server = try server([
      #"{"id":"t","status":"FAILED","failure":"An unexpected error occurred."\#(told),"cost":{"credits":7}}"#
    ])
    let states = try await Rig.states(try Rig.runway(server), "t")
    guard case .failed(let failure) = states.last else {
      Issue.record("\(states)")
      return
    }
    #expect(failure.retryable == retryable)
    #expect(failure.code == (code.isEmpty ? "INTERNAL" : code))
    #expect(failure.cost == Cost(Decimal(string: "0.07") ?? 0))
    #expect(failure.error(task: "t").report.kind == (retryable ? .unavailable : .refused))
  }

  @Test func `a cancelled task is over`() async throws {
    let states = try await Rig.states(try Rig.runway(try server([#"{"id":"t","status":"CANCELLED"}"#])), "t")
    guard case .failed(let failure) = states.last else {
      Issue.record("\(states)")
      return
    }
    #expect(failure.code == "CANCELLED")
  }

  @Test func `trouble with one task's poll leaves the others alone and ends nothing`() async throws {
    let server = try FakeServer { request, number in
      if request.path.hasSuffix("bad"), number < 8 { return [.json("{}", status: 500)] }
      return [.json(#"{"id":"t","status":"SUCCEEDED","output":["https://f.example/a.mp4"]}"#)]
    }
    let provider = try Rig.runway(server)
    async let good = Rig.states(provider, "good")
    async let bad = Rig.states(provider, "bad")
    #expect(try await good.last?.isFinal == true)
    guard case .succeeded = try await bad.last else {
      Issue.record("no success")
      return
    }
  }

  @Test func `a task that stays troubled ends in an error that says nothing of the task`() async throws {
    let server = try FakeServer { request, _ in
      request.path.hasSuffix("bad") ? [.json("{}", status: 500)] : [.json(#"{"status":"RUNNING"}"#)]
    }
    let provider = try Rig.runway(server)
    let other = Task { try await Rig.states(provider, "other") }
    let error = await #expect(throws: GenerationError.self) { try await Rig.states(provider, "bad") }
    #expect(error?.report.kind == .unavailable)
    other.cancel()
  }

  @Test func `an unknown task is waited out`() async throws {
    let server = try FakeServer { _, _ in [.json(#"{"error":"Could not find Task"}"#, status: 404)] }
    let time = TestTime()
    #expect(try await Rig.states(try Rig.runway(server, time), "t").last == .unknown)
    #expect(time.now >= .seconds(60))
  }
}
