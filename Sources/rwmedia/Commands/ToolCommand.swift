import ArgumentParser
import Dispatch
import Foundation
import MediaBasics

/// A command that does its work in ``execute(_:)``; failures, signals and exit codes are handled here, once.
protocol ToolCommand: AsyncParsableCommand, Sendable {
  var report: ReportOptions { get }
  /// Whether the same command goes on where an interrupted one stopped: its state is in the ledger.
  static var goesOn: Bool { get }

  /// Does the work and tells how it ended; throws what the user is told as a failure.
  func execute(_ console: Console) async throws -> ExitStatus
}

extension ToolCommand {
  static var goesOn: Bool { false }

  mutating func run() async throws {
    let console = report.console
    let command = self
    let work = Task { try await command.execute(console) }
    let signals = Interruption { work.cancel() }
    defer { signals.stop() }
    let status: ExitStatus
    do {
      status = try await work.value
    } catch {
      // Whatever a cancelled library call threw, what happened is that the user stopped it.
      let report = work.isCancelled ? FailureReport.interrupted(goesOn: Self.goesOn) : FailureReport(error)
      console.failure(report)
      throw ExitCode(ExitStatus(report.kind).rawValue)
    }
    if status != .done { throw ExitCode(status.rawValue) }
  }
}

/// Turns the first Ctrl-C (or a termination request, or a closed terminal) into a cancellation; a second one ends the
/// process at once.
private final class Interruption {
  private let sources: [any DispatchSourceSignal]

  init(_ cancel: @escaping @Sendable () -> Void) {
    sources = ([SIGINT, SIGTERM] + (Self.ignoresHangup ? [] : [SIGHUP])).map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        signal(number, SIG_DFL)
        cancel()
      }
      source.resume()
      return source
    }
  }

  /// Whether a closed terminal is nobody's business: so `nohup` begins a process.
  private static var ignoresHangup: Bool {
    var action = sigaction()
    guard sigaction(SIGHUP, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  func stop() {
    for source in sources { source.cancel() }
  }
}
