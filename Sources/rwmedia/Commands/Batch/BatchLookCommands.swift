import ArgumentParser
import Foundation
import GenerationWorkflow
import MediaBasics
import ModelCatalog

/// What a batch would do.
struct BatchPlanCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Tell what would happen and what it would cost; nothing is sent.")

  @OptionGroup var batch: BatchArguments
  @OptionGroup var choice: JobChoice
  @OptionGroup var provider: ProviderOptions
  @OptionGroup var report: ReportOptions

  func execute(_ console: Console) async throws -> ExitStatus {
    let (options, inFlight) = (choice.options, provider.maxInFlight)
    let plan = try await BatchSession(batch, provider).look(recalls: false, console) {
      try await BatchPlan.make($0, options: options, inFlight: inFlight)
    }
    for warning in plan.warnings { console.warn(warning) }
    try console.result(plan, plan.text)
    return plan.wrong.isEmpty ? .done : .checkFailed
  }
}

/// How far a batch is.
struct BatchStatusCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Tell how far each job is, and why not further.")

  @OptionGroup var batch: BatchArguments
  @OptionGroup var provider: ProviderOptions
  @OptionGroup var report: ReportOptions

  func execute(_ console: Console) async throws -> ExitStatus {
    let summary = try await BatchSession(batch, provider).look(console) { try await BatchSummary.make($0) }
    try console.result(summary, summary.text)
    return .done
  }
}

/// What a manifest may hold, for editors.
struct BatchSchemaCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of manifests, by which editors complete and check them.",
    discussion: """
      Write it to batch.schema.json and begin a manifest with '# yaml-language-server: $schema=batch.schema.json'.
      """)

  @OptionGroup var report: ReportOptions

  func execute(_ console: Console) async throws -> ExitStatus {
    try console.output(Data(ManifestSchema.text.utf8))
    return .done
  }
}
