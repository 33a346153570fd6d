import ArgumentParser
import Foundation
import GenerationSimulator
import MediaBasics

/// Runs the simulator as a server.
struct SimulateCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Serve a simulated Runware and Runway on this machine, for any client.",
    discussion: """
      The address is the first line printed. Any key is good but 'bad-key'. GET /_sim/requests tells what was received. \
      Nothing leaves this machine, and every clip is plainly marked.
      """)

  @Option(help: "The port. Default: any free one.")
  var port: UInt16 = 0

  @Option(help: "Seconds that a task takes.")
  var latency: Double = 0

  @Option(help: "What goes wrong and when, such as poll:503@5%.")
  var faults: String?

  @Option(help: "Makes random faults and seeds repeatable.")
  var seed: UInt64 = 0

  @OptionGroup var report: ReportOptions

  /// The JSON document.
  struct Address: Encodable {
    let address: String
    let runware: String
  }

  mutating func validate() throws {
    guard latency >= 0, latency.isFinite else { return try Parse.fail("--latency must be 0 or more seconds.") }
  }

  func execute(_ console: Console) async throws -> ExitStatus {
    let simulator = Simulator(
      SimulatorSettings(port: port, latency: latency, seed: seed, faults: try FaultPlan(parsing: faults ?? "")))
    let address = try await simulator.start()
    let text = address.absoluteString
    try console.result(Address(address: text, runware: "\(text)/v1"), text)
    console.note("Set RUNWARE_BASE_URL to \(text)/v1, or RUNWAYML_BASE_URL to \(text). Ctrl-C ends it.")
    // Ending it is what the user does with Ctrl-C: no failure.
    while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    await simulator.stop()
    return .done
  }
}
