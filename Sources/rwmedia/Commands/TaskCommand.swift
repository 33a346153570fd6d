import ArgumentParser
import Foundation
import GenerationClient
import GenerationWorkflow
import MediaBasics
import ModelCatalog

/// Picks up any task again by its id.
struct TaskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task",
    abstract:
      "List what was generated; look at one again by its id, wait for it, fetch its files, adopt it or give it up.",
    subcommands: [List.self, Show.self, Wait.self, Fetch.self, Cancel.self, Adopt.self, Forget.self])

  /// Which ledger.
  struct LedgerChoice: ParsableArguments {
    // Taken as it is: a value that is refused would be printed, with the password that may be in it.
    @Option(
      help: ArgumentHelp(
        "The ledger, a file or postgres://USER@HOST/DATABASE. Default: .rwmedia/ledger.sqlite here.",
        valueName: "path-or-url"))
    var ledger: String?

    func validate() throws { try Parse.checkLedger(ledger) }

    /// Where the ledger is.
    var place: LedgerPlace { LedgerPlace(ledger, usual: Parse.file(".rwmedia/ledger.sqlite")) }

    /// The ledger, which must be there.
    func opened() throws -> Ledger {
      if case .file(let file) = place { try InputFile.check(file) }
      return try Ledger(place)
    }
  }

  /// Which task, in which ledger.
  struct Choice: ParsableArguments {
    @Argument(help: "The task's id.")
    var id: String

    @OptionGroup var ledger: LedgerChoice

    /// The task as the ledger has it.
    func task() async throws -> GenerationTask { try await ledger.opened().require(id) }
  }

  /// What the ledger knows.
  struct Show: ToolCommand {
    static let configuration = CommandConfiguration(abstract: "Print what the ledger knows of a task.")
    @OptionGroup var choice: Choice
    @OptionGroup var report: ReportOptions

    func execute(_ console: Console) async throws -> ExitStatus {
      let task = try await choice.task()
      try console.result(task, TaskText.lines(task))
      return .done
    }
  }

  /// Waits until the service has made it.
  struct Wait: ToolCommand {
    static let goesOn = true
    static let configuration = CommandConfiguration(
      abstract: "Wait until a task is made, and fetch its files beside the ledger.")
    @OptionGroup var choice: Choice
    @OptionGroup var provider: ProviderOptions
    @OptionGroup var report: ReportOptions

    func execute(_ console: Console) async throws -> ExitStatus {
      let task = try await TaskPickUp.finish(choice, provider, console)
      try console.result(task, TaskText.lines(task))
      return .done
    }
  }

  /// Waits, then copies the files to where they are wanted.
  struct Fetch: ToolCommand {
    static let goesOn = true
    static let configuration = CommandConfiguration(abstract: "Bring a task's file to a place of your choice.")
    @OptionGroup var choice: Choice
    @OptionGroup var provider: ProviderOptions
    @OptionGroup var delivery: DeliveryOptions
    @OptionGroup var report: ReportOptions

    func execute(_ console: Console) async throws -> ExitStatus {
      _ = try OutputFile(delivery.output, overwrite: delivery.overwrite)
      let task = try await TaskPickUp.finish(choice, provider, console)
      let files = try task.deliver(
        from: choice.ledger.place.folder, to: delivery.output, overwrite: delivery.overwrite)
      try console.result(task, files.map(\.relativePath).joined(separator: "\n"))
      return .done
    }
  }

  /// Stops a task at the service.
  struct Cancel: ToolCommand {
    static let configuration = CommandConfiguration(
      abstract: "Stop a task at the service, where it can (Runway).",
      discussion: "Runway bills a task that runs already. Runware finishes and bills whatever it has taken.")
    @OptionGroup var choice: Choice
    @OptionGroup var provider: ProviderOptions
    @OptionGroup var report: ReportOptions

    func execute(_ console: Console) async throws -> ExitStatus {
      let task = try await TaskPickUp.session(choice, provider, console) { try await $1.generator.cancel($0) }
      try console.result(task, TaskText.lines(task))
      return .done
    }
  }

  /// Tells the id of a task whose answer was lost.
  struct Adopt: ToolCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write down by which id the service knows a task whose answer was lost.",
      discussion: "The service's own list tells it. After that the task can be waited for and fetched as any other.")
    @OptionGroup var choice: Choice
    @Argument(help: "The id that the service gave it.")
    var serviceID: String
    @OptionGroup var report: ReportOptions

    func execute(_ console: Console) async throws -> ExitStatus {
      let task = try await choice.ledger.opened().adopt(choice.id, as: serviceID)
      try console.result(task, TaskText.lines(task))
      return .done
    }
  }

  /// Gives up a task whose fate can't be known.
  struct Forget: ToolCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give up a task whose answer or clip was lost, so that it may be asked for again.",
      discussion: "Look at the service's own list first: a task that was made after all is then paid for twice.")
    @OptionGroup var choice: Choice
    @OptionGroup var report: ReportOptions

    func execute(_ console: Console) async throws -> ExitStatus {
      let task = try await choice.ledger.opened().forget(choice.id)
      try console.result(task, TaskText.lines(task))
      return .done
    }
  }
}

/// Takes a task of the ledger to its end.
private enum TaskPickUp {
  static func finish(
    _ choice: TaskCommand.Choice, _ options: ProviderOptions, _ console: Console
  ) async throws -> GenerationTask {
    let ledger = try choice.ledger.opened()
    let task = try await ledger.require(choice.id)
    if task.stage == .fetched, ledger.holds(task) { return task }
    return try await session(choice, options, console) { task, session in
      try await session.generator.resume(task, progress: console.progress)
    }
  }

  /// Does something about a task at the service where it lives.
  static func session(
    _ choice: TaskCommand.Choice, _ options: ProviderOptions, _ console: Console,
    _ work: @escaping @Sendable (GenerationTask, ProviderSession) async throws -> GenerationTask
  ) async throws -> GenerationTask {
    let task = try await choice.task()
    var options = options
    if options.provider == nil, ServiceAccess.isSimulated(task.scope) { options.provider = .sim }
    guard let provider = ServiceAccess.provider(of: task.scope) else {
      throw FailureReportError(.usage("Task \(task.id) lives at '\(task.scope)', which this rwmedia doesn't know."))
    }
    return try await ProviderSession.run(
      options, uses: [(provider, task.model)], ledger: choice.ledger.place, purse: Purse("task"), console: console
    ) { session in
      try await work(task, session)
    }
  }
}

/// A task as people read it.
private enum TaskText {
  static func lines(_ task: GenerationTask) -> String {
    var lines = [
      "task \(task.id): \(task.stage.rawValue)", "for: \(task.label)", "model: \(task.model), by \(task.scope)",
      "cost: \(CostText.of(task.cost)), expected \(CostText.of(task.expectedCost))",
    ]
    if let failure = task.failure { lines.append("failed: \(failure.message)") }
    lines += task.outputs.map { "result: \($0.file ?? $0.url)" }
    return lines.joined(separator: "\n")
  }
}
