import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import GenerationSimulator

@Suite struct SimulatorTests {
  @Test func `a port that is taken is told`() async throws {
    try await SimulatorClient.run { client in
      let port = try #require(client.address.port.flatMap(UInt16.init(exactly:)))
      let second = Simulator(SimulatorSettings(port: port))
      let error = try await #require(throws: SimulatorError.self) { _ = try await second.start() }
      #expect(error.report.code == "simulator.port")
      #expect(error.report.kind == .unavailable)
      #expect(error.report.message.hasPrefix("The simulator can't listen on 127.0.0.1, port \(port): "))
    }
  }

  @Test func `started twice it is one, stopped it can be started again`() async throws {
    let simulator = Simulator(SimulatorSettings(), tools: StubTools())
    let address = try await simulator.start()
    #expect(try await simulator.start() == address)
    #expect(await simulator.received() != nil)
    await simulator.stop()
    await simulator.stop()
    #expect(await simulator.received() == nil)
    _ = try await simulator.start()
    await simulator.stop()
  }

  @Test func `stopping doesn't wait for clients or tasks`() async throws {
    try await SimulatorClient.run(SimulatorSettings(latency: 3600)) { client in
      let waiting = Task { try await client.post([videoTask(newID(), ["deliveryMethod": "sync"])]) }
      try await Moment.until("the clip is made") { await !client.tools.rendered.isEmpty }
      await client.simulator.stop()
      let answer = try await waiting.value
      #expect(answer.exit == 52)
    }
  }

  @Test func `started by several at once it is one`() async throws {
    let simulator = Simulator(SimulatorSettings(), tools: StubTools())
    async let first = simulator.start()
    async let second = simulator.start()
    let addresses = try await (first, second)
    #expect(addresses.0 == addresses.1)
    await simulator.stop()
  }

  @Test(arguments: [.nan, .infinity, -1.0]) func `a latency that is none is refused`(latency: Double) async throws {
    let simulator = Simulator(SimulatorSettings(latency: latency), tools: StubTools())
    let error = await #expect(throws: SimulatorError.self) { try await simulator.start() }
    #expect(error?.report.code == "simulator.latency")
  }
}
