import ArgumentParser

/// Many videos from a table.
struct BatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch", abstract: "Make a catalogue of product videos from a manifest.",
    discussion: """
      'plan' tells what would happen and costs nothing; 'run' does it, and run again goes on where it stood: what was \
      paid for is fetched, not bought again. Rehearse with --provider sim.
      """,
    subcommands: [
      BatchPlanCommand.self, BatchRunCommand.self, BatchStatusCommand.self, BatchRetryCommand.self,
      BatchReportCommand.self, BatchSchemaCommand.self,
    ])
}
