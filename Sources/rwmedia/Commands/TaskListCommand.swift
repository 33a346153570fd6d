import ArgumentParser
import Foundation
import GenerationWorkflow
import ModelCatalog

extension TaskCommand {
  /// Every task of a ledger.
  struct List: ToolCommand {
    static let configuration = CommandConfiguration(
      abstract: "All tasks of the ledger, oldest first: what was bought, what it cost, what is under way or in doubt."
    )
    @OptionGroup var choice: LedgerChoice

    @Option(
      help: ArgumentHelp(
        "Only tasks at this stage: \(Parse.names(TaskStage.allCases)). May be given again."),
      transform: Parse.stage)
    var stage: [TaskStage] = []

    @OptionGroup var report: ReportOptions

    func execute(_ console: Console) async throws -> ExitStatus {
      let tasks = try await choice.opened().tasks().filter { stage.isEmpty || stage.contains($0.stage) }
      let real = tasks.filter { !ServiceAccess.isSimulated($0.scope) }
      let document = Document(tasks: tasks, spent: real.spent, setAside: real.setAside)
      try console.result(document, (tasks.map(line) + [Self.sum(tasks, document)]).joined(separator: "\n"))
      return .done
    }

    private struct Document: Encodable {
      let tasks: [GenerationTask]
      /// In US dollars, without the simulator's.
      let spent: Cost
      let setAside: Cost
    }

    private func line(_ task: GenerationTask) -> String {
      let stage = task.stage.rawValue.padding(toLength: Self.stageWidth, withPad: " ", startingAt: 0)
      let cost = CostText.of(task.cost).padding(toLength: Self.costWidth, withPad: " ", startingAt: 0)
      let mark = ServiceAccess.isSimulated(task.scope) ? " (simulated)" : ""
      return
        "\(task.id)  \(stage)  \(task.createdAt.formatted(.iso8601))  \(cost)  \(task.model)  \(task.label)\(mark)"
    }

    private static let stageWidth = TaskStage.allCases.map(\.rawValue.count).max() ?? 0
    private static let costWidth = CostText.of(nil).count

    private static func sum(_ tasks: [GenerationTask], _ document: Document) -> String {
      let aside = document.setAside.amount > 0 ? ", \(document.setAside) set aside" : ""
      return "\(tasks.count) \(tasks.count == 1 ? "task" : "tasks"): \(document.spent) spent\(aside)"
    }
  }
}
