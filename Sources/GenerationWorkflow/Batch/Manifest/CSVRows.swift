import Foundation
import ModelCatalog

/// The rows of a table, cells without their quotes.
struct CSVRows {
  /// One row.
  struct Row {
    /// Where it begins, from 1.
    let line: Int
    var cells: [String]
  }

  private(set) var rows: [Row] = []

  init(_ text: String, file: String) throws(WorkflowError) {
    // A byte order mark, as spreadsheets write it; one character for each line end.
    var text = (text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text).replacing("\r\n", with: "\n")[...]
    let named = Self.takeSeparator(from: &text)
    let separator = named ?? Self.separator(of: text)
    var (line, quoted, wasQuoted) = (named == nil ? 1 : 2, false, false)
    var (row, cell) = (Row(line: line, cells: []), String.UnicodeScalarView())
    func close(_ row: inout Row) {
      row.cells.append(wasQuoted ? String(cell) : String(cell).trimmingCharacters(in: .whitespaces))
      (cell, wasQuoted) = (String.UnicodeScalarView(), false)
    }
    // By scalars: a mark that combines with what stands before it hides no separator.
    var rest = text.unicodeScalars
    while let scalar = rest.popFirst() {
      if scalar == "\n" || scalar == "\r" { line += 1 }
      switch (scalar, quoted) {
      case ("\"", true) where rest.first == "\"":
        rest.removeFirst()
        cell.append("\"")
      case ("\"", true): quoted = false
      case (_, true): cell.append(scalar)
      case ("\"", false) where !wasQuoted && cell.allSatisfy(\.properties.isWhitespace):
        (quoted, wasQuoted, cell) = (true, true, String.UnicodeScalarView())
      case (separator, false): close(&row)
      case ("\n", false), ("\r", false):
        close(&row)
        add(row)
        row = Row(line: line, cells: [])
      case _ where wasQuoted:
        guard scalar.properties.isWhitespace else {
          throw Self.problem(file, line, "text follows a closing quote; double the quotes inside a cell")
        }
      default: cell.append(scalar)
      }
    }
    guard !quoted else { throw Self.problem(file, row.line, "a quote that opens here is never closed") }
    close(&row)
    add(row)
  }

  private static func problem(_ file: String, _ line: Int, _ message: String) -> WorkflowError {
    .manifest([FileProblem(file: file, line: line, path: "", message: message)])
  }

  /// Adds a row that isn't blank.
  private mutating func add(_ row: Row) {
    if row.cells.contains(where: { !$0.isEmpty }) { rows.append(row) }
  }

  /// A first line `sep=;`, as spreadsheets write and read it.
  private static func takeSeparator(from text: inout Substring) -> Unicode.Scalar? {
    let line = text.prefix { $0 != "\n" && $0 != "\r" }
    guard line.hasPrefix("sep="), line.unicodeScalars.count == 5 else { return nil }
    text = text.dropFirst(line.count + 1)
    return line.unicodeScalars.last
  }

  /// Whichever the header row has most of, outside of its quotes.
  private static func separator(of text: Substring) -> Unicode.Scalar {
    var counts: [Unicode.Scalar: Int] = [:]
    var quoted = false
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.toggle() }
      if !quoted, scalar == "\n" || scalar == "\r" { break }
      if !quoted { counts[scalar, default: 0] += 1 }
    }
    let separators: [Unicode.Scalar] = [",", ";", "\t"]
    return separators.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? ","
  }
}
