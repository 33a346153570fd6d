import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards the first promise for batches, against a stand-in for the service that counts money and shares nothing with us.
@Suite(.serialized, .timeLimit(.minutes(10))) struct KilledBatchTests {
  private static let jobs = 12

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "clip.mp4", size: "320x180", fps: "25", seconds: 0.4)
    var table = "id,image,name\n"
    for job in 0..<Self.jobs {
      try Pillow.make("Image.new('RGB', (64, 36), (\(job * 20), 90, 40))", folder / "\(job).png")
      table += "job-\(job),\(job).png,thing \(job)\n"
    }
    try Data(table.utf8).write(to: folder / "batch.csv")
  }

  private func service(_ arguments: String...) async throws -> (command: RunningCommand, address: String) {
    try await CountingService.start(clip: folder / "clip.mp4", arguments)
  }

  private func start(
    _ address: String, _ more: String..., environment: [String: String] = [:]
  ) throws -> RunningCommand {
    try Tool.start(
      [
        "batch", "run", (folder / "batch.csv").path, "--model", "minimax:1@1", "--prompt", "{name}",
        "--poll-interval",
        "0.1", "--requests-per-minute", "10000",
      ] + more,
      environment: environment.merging(["RUNWARE_API_KEY": "test-key", "RUNWARE_BASE_URL": "\(address)/v1"]) { $1 })
  }

  private func judgement(_ address: String) throws -> JSONValue {
    try JSONValue(parsing: Data(try Command.output("curl", ["-s", "\(address)/judge"]).utf8))
  }

  private func expectAllOnce(_ address: String) throws {
    let judged = try judgement(address)
    #expect(judged["bought"]?.int == Self.jobs, "\(judged)")
    for job in 0..<Self.jobs { #expect(judged["prompts"]?["thing \(job)"] == 1) }
    let delivered = try FileManager.default.contentsOfDirectory(atPath: (folder / "out").path).sorted()
    #expect(
      delivered == ((0..<Self.jobs).flatMap { ["job-\($0).mp4", "job-\($0).mp4.json"] } + ["report.html"]).sorted())
  }

  @Test("SIGKILL again and again, each time as soon as the service has sold more: every job delivered, bought once")
  func killed() async throws {
    let (service, address) = try await service("--latency", "0.3")
    defer { service.signal(SIGTERM) }
    for bought in stride(from: 2, to: Self.jobs, by: 3) {
      // A few at a time: the service sells them one after another, and each kill meets other work.
      let command = try start(address, "--jobs", "3")
      try await command.signal(SIGKILL, when: { try judgement(address)["bought"]?.int ?? 0 >= bought })
      #expect(try await command.outcome().status == 128 + SIGKILL)
    }
    let last = try await start(address).outcome()
    #expect(last.status == 0, "\(last.stderr)")
    try expectAllOnce(address)
  }

  @Test("with every tenth request failing in some way: the same")
  func faults() async throws {
    let (service, address) = try await service("--faults", "0.1", "--seed", "3")
    defer { service.signal(SIGTERM) }
    let outcome = try await start(address).outcome()
    #expect(outcome.status == 0, "\(outcome.stderr)")
    try expectAllOnce(address)
  }

  @Test("a clock that jumps days and months to and fro: every job delivered, bought once")
  func clock() async throws {
    let (library, jump) = (folder / "clock.so", folder / "jump")
    _ = try Command.output(
      "clang", ["-shared", "-fPIC", "-o", library.path, TestFile.path("batch/jumping_clock.c")])
    try Data("0".utf8).write(to: jump)
    let (service, address) = try await service("--latency", "0.5")
    defer { service.signal(SIGTERM) }
    let command = try start(address, "--jobs", "3", environment: ["LD_PRELOAD": library.path, "JUMP": jump.path])
    for (bought, seconds) in [(2, -300_000), (4, 900_000), (6, 0), (8, -40_000_000)] {
      while command.isRunning, try judgement(address)["bought"]?.int ?? 0 < bought { try await Moment.pass() }
      try Data("\(seconds)".utf8).write(to: jump, options: .atomic)
    }
    let outcome = try await command.outcome()
    #expect(outcome.status == 0, "\(outcome.stderr)")
    try expectAllOnce(address)
    // The ledger was written by that clock.
    let days = try Command.output(
      "/usr/bin/python3",
      [
        "-c",
        """
        import sqlite3, sys
        dates = "SELECT createdAt AS at FROM task UNION ALL SELECT changedAt FROM task"
        span = f"SELECT max(julianday(at)) - min(julianday(at)) FROM ({dates})"
        print(sqlite3.connect(sys.argv[1]).execute(span).fetchone()[0])
        """, (folder / ".rwmedia/ledger.sqlite").path,
      ]
    ).trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(Double(days) ?? 0 > 400, "\(days) days")
  }

  @Test("two processes on one ledger share the jobs: none is bought twice")
  func together() async throws {
    let (service, address) = try await service()
    defer { service.signal(SIGTERM) }
    let (one, other) = (try start(address), try start(address))
    for outcome in [try await one.outcome(), try await other.outcome()] {
      #expect(outcome.status == 0, "\(outcome.stderr)")
    }
    try expectAllOnce(address)
  }

  @Test("status tells a job that is worked on from one whose process was killed")
  func status() async throws {
    let (service, address) = try await service("--latency", "600")
    defer { service.signal(SIGTERM) }
    let command = try start(address)
    func status() throws -> String {
      try Tool.run(
        "batch", "status", (folder / "batch.csv").path, "--model", "minimax:1@1", "--prompt", "{name}",
        environment: ["RUNWARE_API_KEY": "test-key", "RUNWARE_BASE_URL": "\(address)/v1"]
      ).text
    }
    while command.isRunning, try judgement(address)["bought"]?.int ?? 0 < 1 { try await Moment.pass() }
    #expect(try status().contains("job-0: running\n"))
    command.signal(SIGKILL)
    _ = try await command.outcome()
    let killed = try status()
    #expect(
      killed.contains(
        "job-0: stopped (workflow.abandoned): The process that worked on job 'job-0' ended before the job did."))
    #expect(!killed.contains("running"))
  }

  @Test("Ctrl-C leaves a page of what is there, and says where and how to go on")
  func interrupted() async throws {
    // Longer than any test: what is stopped is certainly under way.
    let (service, address) = try await service("--latency", "600")
    defer { service.signal(SIGTERM) }
    let command = try start(address)
    try await command.signal(SIGINT) { try judgement(address)["bought"]?.int ?? 0 >= 1 }
    let outcome = try await command.outcome()
    #expect(outcome.status == 130)
    let page = folder / "out/report.html"
    #expect(outcome.stderr.contains("report: \(page.path)"), "\(outcome.stderr)")
    #expect(outcome.stderr.contains("Run the same command again to go on."))
    #expect(try String(contentsOf: page, encoding: .utf8).contains("job-\(Self.jobs - 1)"))
  }
}
