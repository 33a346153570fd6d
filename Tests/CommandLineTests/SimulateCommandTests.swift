import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards `simulate`: other clients find it by its first line.
@Suite(.timeLimit(.minutes(10))) struct SimulateCommandTests {
  @Test("the first line is the address; Ctrl-C ends it with 0")
  func address() async throws {
    let simulator = try await ExternalSimulator.start()
    #expect(simulator.address.hasPrefix("http://127.0.0.1:"))
    #expect(try simulator.journal().json["requests"]?["total"] == 0)
    let outcome = try await simulator.interrupt()
    #expect(outcome.status == 0)
    #expect(outcome.text == "\(simulator.address)\n")
    #expect(outcome.stderr.contains("RUNWARE_BASE_URL"))
  }

  @Test("a wrong fault plan, and a port that is taken, are told")
  func wrong() async throws {
    let faults = try Tool.run("simulate", "--faults", "poll:nonsense")
    #expect([64, 78].contains(faults.status), "\(faults.status)")
    #expect(faults.stderr.contains("nonsense"), "\(faults.stderr)")
    let simulator = try await ExternalSimulator.start()
    let port = try #require(simulator.address.split(separator: ":").last)
    let second = try Tool.run("simulate", "--port", String(port))
    #expect(second.status != 0)
    #expect(second.stderr.contains(port), "\(second.stderr)")
  }
}
