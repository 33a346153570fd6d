import Foundation
import MediaBasics
import TestSupport

@testable import GenerationSimulator

/// A simulator on a port of its own, and curl to talk to it.
struct SimulatorClient {
  let simulator: Simulator
  /// What renders, unless the test brings something else.
  let tools: StubTools
  let address: URL

  /// What curl got.
  struct Answer {
    let status: Int
    let headers: String
    let body: Data
    /// curl's own exit status: 52 for an empty reply, 18 for a body cut short.
    let exit: Int32

    var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }

    /// The one item of `data`.
    var item: JSONValue { json["data"]?.elements?.first ?? .null }

    /// The codes of `errors`, in order.
    var codes: [String] { (json["errors"]?.elements ?? []).compactMap { $0["code"]?.text } }

    func header(_ name: String) -> String? {
      headers.split(separator: "\r\n").map { $0.split(separator: ":", maxSplits: 1).map(String.init) }
        .last { $0.first?.lowercased() == name.lowercased() && $0.count == 2 }
        .map { $0[1].trimmingCharacters(in: .whitespaces) }
    }
  }

  /// Runs `body` with a simulator that is stopped afterwards.
  static func run(
    _ settings: SimulatorSettings = SimulatorSettings(), tools: (any MediaTools)? = nil,
    _ body: (SimulatorClient) async throws -> Void
  ) async throws {
    let stub = StubTools()
    let simulator = Simulator(settings, tools: tools ?? stub)
    let client = SimulatorClient(simulator: simulator, tools: stub, address: try await simulator.start())
    do {
      try await body(client)
    } catch {
      await simulator.stop()
      throw error
    }
    await simulator.stop()
  }

  /// Sends an array of Runware tasks.
  func post(_ tasks: [JSONValue], key: String? = "test-key") async throws -> Answer {
    try await send("/v1", body: try JSONValue.array(tasks).data(), key: key)
  }

  /// Polls until the task is no longer being worked on.
  func finished(_ id: String) async throws -> Answer {
    while true {
      let answer = try await post([["taskType": "getResponse", "taskUUID": .string(id)]])
      if answer.item["status"]?.text != "processing" { return answer }
    }
  }

  /// Fetches a path or an address of the simulator.
  func get(_ place: String, _ arguments: [String] = []) async throws -> Answer {
    try await curl(place, arguments)
  }

  /// Posts a body.
  func send(
    _ place: String, body: Data, key: String?, type: String = "application/json", _ arguments: [String] = []
  ) async throws -> Answer {
    var arguments = arguments + ["-H", "Content-Type: \(type)", "-H", "Expect:", "--data-binary", "@-"]
    if let key { arguments += ["-H", "Authorization: Bearer \(key)"] }
    return try await curl(place, arguments, input: body)
  }

  private func curl(_ place: String, _ arguments: [String], input: Data? = nil) async throws -> Answer {
    let target = place.hasPrefix("http") ? place : address.absoluteString + place
    return try await offPool {
      let folder = try TemporaryFolder()
      let outcome = try Command.run(
        "curl",
        [
          "-s", "-S", "--noproxy", "*", "-D", (folder / "head").path, "-o", (folder / "body").path, "-w",
          "%{http_code}",
        ] + arguments + [target], input: input)
      return Answer(
        status: Int(outcome.text) ?? 0,
        headers: (try? String(contentsOf: folder / "head", encoding: .utf8)) ?? "",
        body: (try? Data(contentsOf: folder / "body")) ?? Data(), exit: outcome.status)
    }
  }
}
