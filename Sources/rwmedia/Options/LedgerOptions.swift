import ArgumentParser
import Foundation
import GenerationWorkflow

/// Where a command that generates records its tasks.
struct LedgerOptions: ParsableArguments {
  // Taken as it is: a value that is refused would be printed, with the password that may be in it.
  @Option(
    help: ArgumentHelp(
      "The file that records every task, or a server that many machines share: postgres://USER@HOST/DATABASE. Default: .rwmedia/ledger.sqlite beside the output.",
      valueName: "path-or-url"))
  var ledger: String?

  func validate() throws { try Parse.checkLedger(ledger) }

  /// The ledger; where nothing is said, in a hidden folder beside the output.
  ///
  /// - Returns: `nil` for a rehearsal where none is there, which then tells no prices that were paid.
  func place(beside output: URL, rehearsal: Bool) -> LedgerPlace? {
    let place = LedgerPlace(
      ledger, usual: output.deletingLastPathComponent().appendingPathComponent(".rwmedia/ledger.sqlite"))
    return rehearsal && (place.isServer || !place.isThere) ? nil : place
  }
}
