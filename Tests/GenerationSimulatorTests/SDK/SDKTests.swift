import Foundation
import TestSupport
import Testing

@testable import GenerationSimulator

private let packages = ProcessInfo.processInfo.environment["RWMEDIA_SDKS"]

/// The services' own packages, as they come from PyPI, against the simulator. `Tests/sdk/install FOLDER` installs
/// them; `RWMEDIA_SDKS` names that folder.
@Suite(.enabled(if: packages != nil, "RWMEDIA_SDKS names no folder with the services' packages"), .serialized)
struct SDKTests {
  private static let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../sdk").standardizedFileURL

  private static let scriptsOfPackages = [
    ("runware", "runware_websocket.py", [String]()), ("runware-sdk", "runware_sdk.py", ["rest"]),
    ("runware-sdk", "runware_sdk.py", ["websocket"]), ("runwayml", "runway.py", []),
  ]

  @Test(arguments: scriptsOfPackages)
  func `the package works unmodified`(package: String, script: String, arguments: [String]) async throws {
    try await Self.run(package, script, arguments, faults: "")
  }

  private static let faultsOfPackages = [
    ("runware", "runware_websocket.py", [String](), "ack:lost@1"),
    ("runware-sdk", "runware_sdk.py", ["rest"], "submit:reset@1,submit:503@3,poll:503@1,poll:429@3"),
    ("runware-sdk", "runware_sdk.py", ["websocket"], "ack:lost@1"),
    ("runwayml", "runway.py", [], "submit:503@1,submit:429@3,poll:500@1,poll:429@4"),
  ]

  @Test(arguments: faultsOfPackages)
  func `the package overcomes faults`(
    package: String, script: String, arguments: [String], faults: String
  ) async throws {
    try await Self.run(package, script, arguments, faults: faults)
  }

  private static let failuresOfPackages = [
    ("runware", "runware_failures.py", ["old"]), ("runware-sdk", "runware_failures.py", ["rest"]),
    ("runware-sdk", "runware_failures.py", ["websocket"]), ("runwayml", "runway_failures.py", []),
  ]

  @Test(arguments: failuresOfPackages)
  func `the package tells failures and rate limits as its own errors`(
    package: String, script: String, arguments: [String]
  ) async throws {
    let (first, second) =
      package == "runwayml"
      ? ("SAFETY.INPUT.TEXT", "INTERNAL.BAD_OUTPUT.CODE01") : ("taskFailed", "contentPolicyViolation")
    try await Self.run(
      package, script, arguments, image: false,
      faults: "task:fail=\(first)@1,task:fail=\(second)@2,submit:429@3+")
  }

  private static func run(
    _ package: String, _ script: String, _ arguments: [String], image: Bool = true, faults: String
  ) async throws {
    let folder = try #require(packages)
    let settings = SimulatorSettings(latency: 0.3, faults: try FaultPlan(parsing: faults))
    try await SimulatorClient.run(settings) { client in
      let files = try TemporaryFolder()
      try await png("1366x768").write(to: files / "frame.png")
      let address = client.address.absoluteString
      let outcome = try await offPool {
        try Command.run(
          "\(folder)/\(package)/bin/python",
          [scripts.appendingPathComponent(script).path, address] + (image ? [(files / "frame.png").path] : [])
            + arguments,
          environment: ["NO_PROXY": "127.0.0.1,localhost"])
      }
      #expect(outcome.status == 0, "\(outcome.text)\n\(outcome.stderr.suffix(4000))")
    }
  }
}
