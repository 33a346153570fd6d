import ArgumentParser
import Foundation
import GenerationWorkflow
import MediaBasics
import ModelCatalog

/// Carries a batch out.
struct BatchRunCommand: ToolCommand {
  static let goesOn = true
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Prepare, generate, join, verify and deliver every job.",
    discussion: """
      Ends with 0 where all jobs are done, 1 where some failed, 75 where the spending or time limit stopped it. Run the \
      same command again to go on.
      """)

  @OptionGroup var batch: BatchArguments
  @OptionGroup var choice: JobChoice

  @Option(help: "Never spend more than this on the batch in all, in US dollars.", transform: Parse.money)
  var maxCost: Decimal?

  @OptionGroup var provider: ProviderOptions
  @OptionGroup var report: ReportOptions

  func execute(_ console: Console) async throws -> ExitStatus {
    try await BatchSession(batch, provider, limit: maxCost).run(choice.options, console)
  }
}

/// Tries again what failed.
struct BatchRetryCommand: ToolCommand {
  static let goesOn = true
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Run jobs again that failed or were stopped.",
    discussion: """
      A generation that failed is bought again as a new one. Where an answer was lost and the service can't be asked, \
      it is only bought again with --unknown: look at the service's own list of tasks first.
      """)

  @OptionGroup var batch: BatchArguments
  @OptionGroup var choice: JobChoice

  @Option(help: "Only jobs that failed with this code, as 'batch status' names it. May be given again.")
  var code: [String] = []

  @Flag(help: "Buy again what may have been bought, because its answer was lost.")
  var unknown = false

  @Option(help: "Never spend more than this on the batch in all, in US dollars.", transform: Parse.money)
  var maxCost: Decimal?

  @OptionGroup var provider: ProviderOptions
  @OptionGroup var report: ReportOptions

  func execute(_ console: Console) async throws -> ExitStatus {
    let retry = BatchRetry(codes: Set(code), unknown: unknown)
    return try await BatchSession(batch, provider, limit: maxCost).run(choice.options, retry: retry, console)
  }
}
