import Foundation
import MediaBasics
import Synchronization

/// What the program says: results to standard output, everything else to standard error.
final class Console: Sendable {
  private let json: Bool
  /// Nothing but failures: asked for, or a program reads standard error with `--json`, where it expects one document.
  private let quiet: Bool
  private let verbose: Bool
  private let bar: Mutex<ProgressBar>
  /// Whether someone watches: standard error is a terminal.
  let live: Bool

  init(json: Bool = false, quiet: Bool = false, verbose: Bool = false) {
    self.json = json
    live = isatty(STDERR_FILENO) == 1
    self.quiet = quiet || (json && !live && !verbose)
    self.verbose = verbose
    bar = Mutex(ProgressBar(live: live))
  }

  /// Prints a command's result: the document with `--json`, else the text.
  ///
  /// - Throws: `file.unwritable` where it can't be written; not where the reader has gone, who has seen enough.
  func result(_ document: some Encodable, _ text: @autoclosure () -> String) throws {
    clearProgress()
    guard json else { return try Self.print(text() + "\n") }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    let data = try encoder.encode(document)
    try Self.print(String(decoding: data, as: UTF8.self) + "\n")
  }

  /// Prints a document that is a command's whole result, as it is.
  ///
  /// - Throws: as ``result(_:_:)``.
  func output(_ document: Data) throws {
    clearProgress()
    try Self.print(String(decoding: document, as: UTF8.self))
  }

  /// Something the user should know though the work goes on.
  func warn(_ text: String) {
    note("warning: \(text)")
  }

  /// What is going on.
  func note(_ text: String) {
    guard !quiet else { return }
    clearProgress()
    Self.write(text + "\n", to: STDERR_FILENO)
  }

  /// What only someone who looks for a fault wants to read.
  func debug(_ text: String) {
    if verbose { note(text) }
  }

  /// Takes what ``debug(_:)`` takes; `nil` where nobody would read it, which spares making the lines.
  var debugHandler: (@Sendable (String) -> Void)? {
    guard verbose else { return nil }
    return { self.debug($0) }
  }

  /// Says why the command failed.
  func failure(_ report: FailureReport) {
    clearProgress()
    guard json else {
      var text = "error: \(report.message)\n"
      if let hint = report.hint { text += "  \(hint)\n" }
      for issue in report.details["issues"]?.elements ?? [] { text += "  - \(issue["message"]?.text ?? "")\n" }
      let problems = report.details["problems"]?.elements ?? []
      if problems.count > 1 {
        for problem in problems { text += "  - \(problem["text"]?.text ?? problem.text ?? "")\n" }
      }
      Self.write(text, to: STDERR_FILENO)
      return
    }
    let error: JSONValue = [
      "error": [
        "code": .string(report.code), "message": .string(report.message),
        "hint": report.hint.map(JSONValue.string) ?? .null, "details": .object(report.details),
      ]
    ]
    let data = (try? error.data(pretty: true)) ?? Data()
    Self.write(String(decoding: data, as: UTF8.self) + "\n", to: STDERR_FILENO)
  }

  /// Says why some of a command's inputs failed: each in words, or with `--json` one document, which leaves the
  /// particulars to the result.
  func failures(_ reports: [FailureReport], of inputs: Int) {
    guard json, inputs > 1 else { return reports.forEach(failure) }
    failure(
      FailureReport(
        code: "inputs", kind: .badInput, message: "\(reports.count) of \(inputs) inputs failed.",
        hint: "Each one's reason is under 'failed' in the document on standard output."))
  }

  /// Takes progress; shows it as a live bar on a terminal, as plain lines elsewhere.
  var progress: ProgressHandler? {
    guard !quiet else { return nil }
    return { update in
      self.bar.withLock { bar in
        if let text = bar.take(update, at: .now) { Self.write(text, to: STDERR_FILENO) }
      }
    }
  }

  /// Writes to standard error as it is, for who draws there; nothing where it is to be quiet.
  func draw(_ text: String) {
    if !quiet { Self.write(text, to: STDERR_FILENO) }
  }

  private func clearProgress() {
    bar.withLock { bar in
      if let text = bar.clear() { Self.write(text, to: STDERR_FILENO) }
    }
  }

  private static func print(_ text: String) throws(FileError) {
    let reason = write(text, to: STDOUT_FILENO)
    if let reason, reason != EPIPE { throw .unwritable("standard output", String(cString: strerror(reason))) }
  }

  /// Writes all of a text; the system's reason where that isn't possible.
  @discardableResult
  private static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno }
      bytes = bytes.dropFirst(count)
    }
    return nil
  }
}
