import ArgumentParser
import Foundation

/// Where a command that generates records its tasks.
struct LedgerOptions: ParsableArguments {
  @Option(
    help: "The file that records every task. Default: .rwmedia/ledger.sqlite beside the output.",
    transform: Parse.file)
  var ledger: URL?

  /// The ledger; where nothing is said, in a hidden folder beside the output.
  func file(beside output: URL) -> URL {
    ledger ?? output.deletingLastPathComponent().appendingPathComponent(".rwmedia/ledger.sqlite")
  }
}
