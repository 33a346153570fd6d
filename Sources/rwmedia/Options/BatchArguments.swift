import ArgumentParser
import Foundation
import GenerationWorkflow
import MediaBasics
import ModelCatalog

/// Which manifest, and what goes before its own settings.
struct BatchArguments: ParsableArguments {
  @Argument(
    help: "The jobs: a YAML (or JSON) manifest, or a CSV table with a header row.", completion: .file(),
    transform: Parse.file)
  var manifest: URL

  @Option(help: "The preset of all jobs that name none.")
  var preset: String?

  @Option(help: "The model of all jobs that name none.")
  var model: String?

  @Option(help: "The prompt of all jobs that have none; {name} and other columns are filled in.")
  var prompt: String?

  @Option(help: "How outputs are called, below the manifest's folder. Default: the manifest's, or out/{id}.{ext}.")
  var output: String?

  // Taken as it is: a value that is refused would be printed, with the password that may be in it.
  @Option(
    help: ArgumentHelp(
      "The file that records every job and task, or a server that many machines share: postgres://USER@HOST/DATABASE. Default: .rwmedia/ledger.sqlite beside the manifest.",
      valueName: "path-or-url"))
  var ledger: String?

  func validate() throws { try Parse.checkLedger(ledger) }

  /// Where the ledger is.
  var ledgerPlace: LedgerPlace {
    LedgerPlace(ledger, usual: manifest.deletingLastPathComponent().appendingPathComponent(".rwmedia/ledger.sqlite"))
  }

  /// What is given besides the manifest, by the options' names.
  var settings: [String: String] {
    Dictionary(uniqueKeysWithValues: given.map { ($0.name, $0.value) })
  }

  /// The same, with what the latest run was given, for a command that says nothing of it: otherwise it would be about
  /// other jobs.
  func recalling(simulated: Bool, _ console: Console?) async throws -> BatchArguments {
    guard settings.isEmpty, ledgerPlace.isThere else { return self }
    let ledger = try Ledger(ledgerPlace)
    let kept = try await ledger.settings(of: try BatchManifest.name(of: manifest), simulated: simulated)
    await ledger.close()
    guard !kept.isEmpty else { return self }
    var arguments = self
    (arguments.preset, arguments.model) = (kept["preset"], kept["model"])
    (arguments.prompt, arguments.output) = (kept["prompt"], kept["output"])
    let words = arguments.given.map { "--\($0.name) \($0.value)" }.joined(separator: ", ")
    console?.note("As the batch was run: \(words).")
    return arguments
  }

  private var given: [(name: String, value: String)] {
    [("preset", preset), ("model", model), ("prompt", prompt), ("output", output)].compactMap { name, value in
      value.map { (name, $0) }
    }
  }

  /// The options, for a command that is about the same batch; an address of a server is never repeated.
  var options: [String] {
    var options = given.flatMap { ["--\($0.name)", $0.value] }
    if ledger != nil {
      switch ledgerPlace {
      case .file(let file): options += ["--ledger", file.path]
      case .server(let address, _): options += ["--ledger", "\(address)"]
      }
    }
    return options
  }

  /// The manifest, read.
  func read() throws -> BatchManifest {
    let overrides = settings.filter { $0.key != "output" }
    return try BatchManifest.read(
      manifest, presets: Presets.current, catalog: try Catalog.current, overrides: overrides, output: output)
  }
}

/// Which of a manifest's jobs are taken.
struct JobChoice: ParsableArguments {
  @Option(help: "Only this job. May be given again.")
  var only: [String] = []

  @Option(help: "At most so many jobs that aren't done yet.")
  var limit: Int?

  @Option(
    help: ArgumentHelp(
      "Only the I-th of N parts of the jobs, I from 1. auto/N takes I from a Slurm array's or a Kubernetes Indexed Job's environment, auto also N from Slurm's.",
      valueName: "i/n"), transform: { try Shard($0, environment: ProcessInfo.processInfo.environment) })
  var shard: Shard?

  @Option(help: "Jobs under way at once.")
  var jobs: Int = 12

  @Flag(help: "Generate anew what exists already.")
  var noReuse = false

  @Flag(help: "Replace files that aren't the batch's own.")
  var overwrite = false

  mutating func validate() throws {
    guard jobs >= 1 else { return try Parse.fail("--jobs must be at least 1.") }
    guard limit ?? 1 >= 1 else { return try Parse.fail("--limit must be at least 1.") }
  }

  /// The choice, as the workflow takes it.
  var options: BatchOptions {
    var options = BatchOptions()
    options.only = Set(only)
    options.limit = limit
    options.shard = shard.map { ($0.index, $0.count) }
    options.jobs = jobs
    options.noReuse = noReuse
    options.overwrite = overwrite
    return options
  }
}
