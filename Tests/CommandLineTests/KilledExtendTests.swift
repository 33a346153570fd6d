import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards the first promise: killed at any moment and run again, nothing is bought twice and the result is the same.
@Suite(.timeLimit(.minutes(10))) struct KilledExtendTests {
  /// When the process dies, as the simulator or the output's folder shows it.
  enum Death: String, CaseIterable, Sendable {
    case afterTheFirstUpload, afterTheFirstAcceptance, whileTheFirstIsFetched, afterTheSecondAcceptance
    case whileTheSecondIsFetched, whileJoining

    func isHere(_ simulator: ExternalSimulator, _ folder: TemporaryFolder) throws -> Bool {
      switch self {
      case .afterTheFirstUpload: try simulator.journal().count("upload") >= 1
      case .afterTheFirstAcceptance: try simulator.journal().accepted >= 1
      case .whileTheFirstIsFetched: try simulator.journal().count("download") >= 1
      case .afterTheSecondAcceptance: try simulator.journal().accepted >= 2
      case .whileTheSecondIsFetched: try simulator.journal().count("download") >= 2
      case .whileJoining: folder.contents.contains { $0.hasPrefix(".out.mp4.rwmedia-") }
      }
    }
  }

  private static func command(_ folder: TemporaryFolder) throws -> [String] {
    try FFmpeg.clip(folder / "seed.mp4", size: "160x90", seconds: 1, audio: true)
    return [
      "extend", (folder / "seed.mp4").path, "--by", "9", "--model", "pixverse:1@5", "--prompt", "a mug", "--seed",
      "7",
      "--poll-interval", "0.1", "-o", (folder / "out.mp4").path,
    ]
  }

  /// Runs the command until the moment is there, then kills it; again where the moment was too short to be met.
  private func kill(
    _ arguments: [String], _ simulator: ExternalSimulator, _ folder: TemporaryFolder, at death: Death
  ) async throws {
    for _ in 1...10 {
      let command = try Tool.start(arguments, environment: simulator.environment())
      try await command.signal(SIGKILL, when: { try death.isHere(simulator, folder) })
      let outcome = try await command.outcome()
      if outcome.status == 128 + SIGKILL { return }
      try #require(outcome.status == 0, "\(death): \(outcome.stderr)")
      try FileManager.default.removeItem(at: folder / "out.mp4")
    }
    Issue.record("\(death): it was always done before it could be killed")
  }

  /// The result of a run that nothing disturbed.
  private static let undisturbed = Task { () async throws -> Data in
    let folder = try TemporaryFolder()
    let simulator = try await ExternalSimulator.start()
    let outcome = try await Tool.start(try command(folder), environment: simulator.environment()).outcome()
    #expect(outcome.status == 0, "\(outcome.stderr)")
    return try Data(contentsOf: folder / "out.mp4")
  }

  @Test(
    "SIGKILL at each stage, then the same command: every task bought once, the same bytes, nothing left over",
    arguments: Death.allCases)
  func killed(death: Death) async throws {
    let folder = try TemporaryFolder()
    let simulator = try await ExternalSimulator.start("--latency", "0.5")
    let arguments = try Self.command(folder)
    try await kill(arguments, simulator, folder, at: death)
    #expect(!folder.contents.contains("out.mp4"))

    let second = try await Tool.start(arguments, environment: simulator.environment()).outcome()
    #expect(second.status == 0, "\(second.stderr)")
    #expect(try await Data(contentsOf: folder / "out.mp4") == Self.undisturbed.value)
    #expect(folder.contents == [".rwmedia", "out.mp4", "seed.mp4"])
    let journal = try simulator.journal()
    #expect(journal.tasks.count == 2 && journal.accepted == 2, "\(journal.tasks.count) tasks")
  }

  @Test("Ctrl-C ends with 130 and says how to go on; the same command then goes on with the same task")
  func interrupted() async throws {
    let folder = try TemporaryFolder()
    // Longer than any test: what is stopped is certainly under way.
    let simulator = try await ExternalSimulator.start("--latency", "600")
    let arguments = try Self.command(folder)
    let first = try Tool.start(arguments, environment: simulator.environment())
    while first.isRunning, try simulator.journal().accepted == 0 { try await Moment.pass() }
    first.signal(SIGINT)
    let stopped = try await first.outcome()
    #expect(stopped.status == 130)
    #expect(stopped.stderr.contains("Run the same command again to go on."), "\(stopped.stderr)")
    #expect(folder.contents == [".rwmedia", "seed.mp4"])

    let task = try #require(try simulator.journal().tasks.first?["taskUUID"]?.text)
    let second = try Tool.start(arguments, environment: simulator.environment())
    while second.isRunning, !second.messages.contains("going on with task \(task)") { try await Moment.pass() }
    #expect(second.isRunning, "\(second.messages)")
    second.signal(SIGKILL)
    _ = try await second.outcome()
    #expect(try simulator.journal().tasks.count == 1)
  }
}
