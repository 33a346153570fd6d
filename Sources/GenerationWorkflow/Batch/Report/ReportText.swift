import Foundation
import MediaBasics
import ModelCatalog

/// How a report writes numbers, times and addresses, the same on every machine.
enum ReportText {
  /// At most so many decimals, none that say nothing.
  static func number(_ value: Double, decimals: Int = 2) -> String {
    guard value.isFinite else { return "–" }
    var text = String(format: "%.\(decimals)f", value)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text
  }

  /// `42 s`, `3 min 20 s`, `2 h 5 min`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0 else { return "–" }
    if seconds < 60 { return "\(number(seconds, decimals: seconds < 10 ? 1 : 0)) s" }
    let whole = Int(min(seconds, 1e9).rounded())
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  /// An average: to the cent, a small one to a hundredth of it.
  static func money(_ cost: Cost) -> String {
    var (exact, rounded) = (cost.amount, Decimal())
    NSDecimalRound(&rounded, &exact, exact < 0.1 ? 4 : 2, .plain)
    return "\(Cost(rounded))"
  }

  /// `12.4 MB`, in decimal units.
  static func bytes(_ count: Int64) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB"]
    var (value, unit) = (Double(count), 0)
    while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
    return "\(number(value, decimals: unit == 0 ? 0 : 1)) \(units[unit])"
  }

  /// A moment in universal time, for people.
  static func time(_ date: Date) -> String {
    date.formatted(.iso8601.year().month().day().dateSeparator(.dash)) + " "
      + date.formatted(.iso8601.time(includingFractionalSeconds: false).timeSeparator(.colon)) + " UTC"
  }

  /// A moment for programs.
  static func stamp(_ date: Date) -> String { date.formatted(.iso8601) }

  /// A count with its noun.
  static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// A file as an address relative to a page: works from disk, and wherever both are moved together.
  static func link(to file: String, from page: URL) -> String {
    let target = URL(fileURLWithPath: file).standardizedFileURL.pathComponents
    let folder = page.deletingLastPathComponent().standardizedFileURL.pathComponents
    let shared = zip(target, folder).prefix { $0 == $1 }.count
    let steps =
      Array(repeating: "..", count: folder.count - shared) + target.dropFirst(shared).map { $0.percentEncoded() }
    // Begins with a dot, so that no name can be taken for a scheme.
    return "./" + steps.joined(separator: "/")
  }

  /// An argument as a shell takes it.
  static func quoted(_ argument: String) -> String {
    let plain = CharacterSet(
      charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/:@+,=")
    if !argument.isEmpty, argument.unicodeScalars.allSatisfy(plain.contains) { return argument }
    return "'\(argument.replacing("'", with: "'\\''"))'"
  }
}
