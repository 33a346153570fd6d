import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards batches that several machines share: a folder each stands for the machines, a real server for the ledger, and a
/// stand-in that counts money for the service.
@Suite(.serialized, .timeLimit(.minutes(10))) struct SharedLedgerTests {
  private static let jobs = 12

  private let folder: TemporaryFolder
  private let ledger: String

  init() async throws {
    folder = try TemporaryFolder()
    ledger = try await PostgresServer.shared().database()
    try FFmpeg.clip(folder / "clip.mp4", size: "320x180", fps: "25", seconds: 0.4)
    var table = "id,image,name\n"
    for job in 0..<Self.jobs { table += "job-\(job),\(job).png,thing \(job)\n" }
    for machine in ["a", "b"] {
      try FileManager.default.createDirectory(at: folder / machine, withIntermediateDirectories: true)
      try Data(table.utf8).write(to: folder / "\(machine)/batch.csv")
      for job in 0..<Self.jobs {
        try Pillow.make("Image.new('RGB', (64, 36), (\(job * 20), 90, 40))", folder / "\(machine)/\(job).png")
      }
    }
  }

  private func arguments(_ machine: String, _ command: String, _ more: [String]) -> [String] {
    [
      "batch", command, (folder / "\(machine)/batch.csv").path, "--model", "minimax:1@1", "--prompt", "{name}",
      "--ledger", ledger, "--poll-interval", "0.1",
    ] + more
  }

  private func start(
    _ machine: String, _ address: String, _ more: String..., pace: String = "10000"
  ) throws -> RunningCommand {
    try Tool.start(
      arguments(machine, "run", ["--requests-per-minute", pace] + more),
      environment: Self.access(address))
  }

  private static func access(_ address: String) -> [String: String] {
    ["RUNWARE_API_KEY": "test-key", "RUNWARE_BASE_URL": "\(address)/v1"]
  }

  private func judgement(_ address: String) throws -> JSONValue {
    try JSONValue(parsing: Data(try Command.output("curl", ["-s", "\(address)/judge"]).utf8))
  }

  private func videos(_ machine: String) -> Set<String> {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: (folder / "\(machine)/out").path)) ?? []
    // What a killed machine was about to rename lies hidden; the job may have gone to the other one.
    return Set(names.filter { $0.hasSuffix(".mp4") && !$0.hasPrefix(".") })
  }

  /// Every job is delivered by one machine or the other, and each generation was bought once.
  private func expectAllOnce(_ address: String) throws {
    let judged = try judgement(address)
    #expect(judged["bought"]?.int == Self.jobs, "\(judged)")
    for job in 0..<Self.jobs { #expect(judged["prompts"]?["thing \(job)"] == 1) }
    #expect(videos("a").union(videos("b")) == Set((0..<Self.jobs).map { "job-\($0).mp4" }))
    #expect(try PostgresServer.sql("SELECT count(*) FROM job WHERE state = 'done'", at: ledger) == ["\(Self.jobs)"])
  }

  private func service(_ arguments: String...) async throws -> (command: RunningCommand, address: String) {
    try await CountingService.start(clip: folder / "clip.mp4", arguments)
  }

  @Test("two machines share the jobs, each job is one's; run again, neither finds anything to do")
  func together() async throws {
    let (service, address) = try await service("--latency", "1")
    defer { service.signal(SIGTERM) }
    let both = [try start("a", address, "--jobs", "3"), try start("b", address, "--jobs", "3")]
    for command in both {
      let outcome = try await command.outcome()
      #expect(outcome.status == 0, "\(outcome.stderr)")
    }
    try expectAllOnce(address)
    #expect(videos("a").isDisjoint(with: videos("b")))
    #expect(!videos("a").isEmpty && !videos("b").isEmpty)
    let before = (videos("a"), videos("b"))
    for machine in ["a", "b"] {
      let again = try await start(machine, address).outcome()
      #expect(again.status == 0, "\(again.stderr)")
      let status = try await Tool.start(arguments(machine, "status", []), environment: Self.access(address)).outcome()
      #expect(status.text.contains("\(Self.jobs) jobs: \(Self.jobs) done; USD 3.00 spent"), "\(status.text)")
    }
    try expectAllOnce(address)
    #expect((videos("a"), videos("b")) == before)
    // Nobody is left on the list, and nothing is held.
    for table in ["worker", "lease", "flight"] {
      #expect(try PostgresServer.sql("SELECT count(*) FROM \(table)", at: ledger) == ["0"], "\(table)")
    }
  }

  @Test(
    "one of two that is killed again and again: the other, and those that follow, go on; each generation bought once")
  func killed() async throws {
    let (service, address) = try await service("--latency", "0.3")
    defer { service.signal(SIGTERM) }
    let living = try start("b", address, "--jobs", "2")
    var killed = 0
    for bought in stride(from: 2, to: Self.jobs, by: 3) {
      let command = try start("a", address, "--jobs", "2")
      try await command.signal(SIGKILL, when: { try judgement(address)["bought"]?.int ?? 0 >= bought })
      if try await command.outcome().status == 128 + SIGKILL { killed += 1 }
    }
    // The last may find that the other has left it nothing to do.
    #expect(killed >= 3)
    for command in [living, try start("a", address)] {
      let outcome = try await command.outcome()
      #expect(outcome.status == 0, "\(outcome.stderr)")
    }
    try expectAllOnce(address)
  }

  @Test("a table that is edited between machines: each knows the files in its own folder, whoever made the job last")
  func edited() async throws {
    let (service, address) = try await service("--latency", "0")
    defer { service.signal(SIGTERM) }
    for (machine, thing) in [("a", "mug"), ("b", "cup"), ("a", "jug"), ("b", "pot")] {
      for folder in ["a", "b"] {
        try Data("id,name\njob,\(thing)\n".utf8).write(to: self.folder / "\(folder)/batch.csv")
      }
      let outcome = try await start(machine, address).outcome()
      #expect(outcome.status == 0, "\(machine) \(thing): \(outcome.stderr)")
    }
    #expect(try judgement(address)["bought"] == 4)
  }

  @Test("what another machine made is to be delivered from here, too, once the table says where")
  func deliverLater() async throws {
    let (service, address) = try await service("--latency", "0")
    defer { service.signal(SIGTERM) }
    let made = try await start("a", address, "--only", "job-1").outcome()
    #expect(made.status == 0, "\(made.stderr)")
    func plan() async throws -> JSONValue? {
      try await Tool.start(
        arguments("b", "plan", ["--only", "job-1", "--json"]), environment: Self.access(address)
      ).outcome().json()["jobs"]?.elements?.first
    }
    #expect(try await plan()?["state"] == "done")
    try Data("id,image,name,deliver\njob-1,1.png,thing 1,https://127.0.0.1:9/x.mp4\n".utf8).write(
      to: folder / "b/batch.csv")
    let job = try await plan()
    #expect(job?["state"] == "stopped" && job?["isDue"] == true)
  }

  @Test("one that is stopped for longer than a lease, and then goes on, is told so and has bought nothing twice")
  func stopped() async throws {
    let database = try #require(ledger.split(separator: "/").last)
    try PostgresServer.sql("ALTER DATABASE \(database) SET rwmedia.lease = '3 s'", at: ledger)
    let (service, address) = try await service("--latency", "1")
    defer { service.signal(SIGTERM) }
    let stopped = try start("a", address, "--jobs", "4")
    try await stopped.signal(SIGSTOP, when: { try judgement(address)["bought"]?.int ?? 0 >= 2 })
    let other = try await start("b", address).outcome()
    #expect(other.status == 0, "\(other.stderr)")
    stopped.signal(SIGCONT)
    let outcome = try await stopped.outcome()
    #expect(outcome.status == 75, "\(outcome.stderr)")
    #expect(outcome.stderr.contains("out of touch with the ledger"), "\(outcome.stderr)")
    try expectAllOnce(address)
    #expect(videos("b").count == Self.jobs)
  }

  @Test("two machines keep to one pace and to one number of tasks in flight")
  func pace() async throws {
    let (service, address) = try await service("--latency", "2")
    defer { service.signal(SIGTERM) }
    let both = try ["a", "b"].map { try start($0, address, "--max-in-flight", "3", pace: "60") }
    for command in both {
      let outcome = try await command.outcome()
      #expect(outcome.status == 0, "\(outcome.stderr)")
    }
    try expectAllOnce(address)
    let judged = try judgement(address)
    // Ten at once and 50 in 61 seconds; each machine by itself would allow as many again.
    #expect(judged["busiestFiveSeconds"]?.int ?? 99 <= 10 + 5, "\(judged)")
    #expect(judged["mostInFlight"]?.int ?? 99 <= 3, "\(judged)")
  }

  @Test("two machines can't spend more than the limit together, and say that it is reached")
  func budget() async throws {
    let (service, address) = try await service("--latency", "0.5")
    defer { service.signal(SIGTERM) }
    // What the model costs is known from then on: a quarter of a dollar.
    #expect(try await start("a", address, "--only", "job-0").outcome().status == 0)
    let both = try ["a", "b"].map { try start($0, address, "--max-cost", "1.30") }
    for command in both { #expect(try await command.outcome().status == 75) }
    let judged = try judgement(address)
    #expect(judged["bought"] == 5, "\(judged)")
  }

  @Test("the password is in nothing that is printed or written, however much is asked for and whatever goes wrong")
  func secret() async throws {
    let (service, address) = try await service()
    defer { service.signal(SIGTERM) }
    let run = try await start("a", address, "--only", "job-1", "--verbose", "--json").outcome()
    #expect(run.status == 0, "\(run.stderr)")
    var printed = [run.text, run.stderr]
    for command in ["plan", "status", "report"] {
      let outcome = try Tool.run(arguments("a", command, ["--json"]))
      #expect(outcome.status == 0, "\(outcome.stderr)")
      printed += [outcome.text, outcome.stderr]
    }
    for wrong in [ledger + "x", ledger.replacing(":test-password", with: ":wrong-password"), ledger + "/@"] {
      let outcome = try Tool.run("task", "show", "none", "--ledger", wrong, "--verbose")
      #expect(outcome.status == (wrong.hasSuffix("@") ? 64 : 73), "\(outcome.stderr)")
      printed += [outcome.text, outcome.stderr]
    }
    let missing = try Tool.run("task", "show", "none", "--ledger", ledger)
    #expect(missing.status == 66, "\(missing.stderr)")
    printed += [missing.stderr]
    #expect(printed.joined().contains("postgres://rwmedia@127.0.0.1"))
    #expect(!printed.joined().contains("-password"))
    let written = try Command.run("grep", ["-rl", "--", "-password", folder.url.path])
    #expect(written.text == "")
  }

  @Test("a clip and its task are found by the ledger's address, from another machine, too")
  func task() throws {
    let made = try Tool.run(
      "generate", "--model", "bytedance:2@1", "--prompt", "a mug", "--duration", "1.2", "--provider", "sim", "-o",
      (folder / "a/clip.mp4").path, "--json", "--ledger", ledger)
    #expect(made.status == 0, "\(made.stderr)")
    let id = try #require(try made.json()["taskUUID"]?.text)
    let shown = try Tool.run("task", "show", id, "--json", "--ledger", ledger, folder: folder / "b")
    #expect(try shown.json()["stage"] == "fetched")
    let copy = try Tool.run("task", "fetch", id, "--ledger", ledger, "-o", "copy.mp4", folder: folder / "a")
    #expect(copy.status == 0, "\(copy.stderr)")
    #expect(try Data(contentsOf: folder / "a/copy.mp4") == Data(contentsOf: folder / "a/clip.mp4"))
  }

  @Test(
    "a scheduler's environment says which part of the jobs is taken",
    arguments: [
      (["SLURM_ARRAY_TASK_ID": "0", "SLURM_ARRAY_TASK_MIN": "0", "SLURM_ARRAY_TASK_COUNT": "3"], "auto", "0"),
      (["SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_COUNT": "3"], "auto", "2"),
      (
        [
          "SLURM_ARRAY_TASK_ID": "20", "SLURM_ARRAY_TASK_MIN": "10", "SLURM_ARRAY_TASK_STEP": "10",
          "SLURM_ARRAY_TASK_COUNT": "3",
        ], "auto", "1"
      ),
      (["JOB_COMPLETION_INDEX": "1"], "auto/4", "1"),
    ])
  func shard(environment: [String: String], part: String, first: String) throws {
    let outcome = try Tool.run(
      "batch", "plan", (folder / "a/batch.csv").path, "--model", "minimax:1@1", "--prompt", "{name}", "--provider",
      "sim", "--shard", part, "--json", environment: environment)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let ids = try outcome.json()["jobs"]?.elements?.compactMap { $0["id"]?.text } ?? []
    #expect(ids.count == (part == "auto" ? 4 : 3))
    #expect(ids.first == "job-\(first)")
  }
}
