import Foundation
import ModelCatalog

/// Reads a table with a header row (RFC 4180) into jobs: a column named like a setting is that setting, any other one a
/// variable. Commas, semicolons or tabs separate, whichever the header row uses.
enum CSVSource {
  /// What separates several values in one cell.
  static let separator: Character = "|"

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - settings: the names of settings.
  ///   - lists: those of them that take several values.
  /// - Throws: `workflow.manifest` with everything that is wrong.
  static func read(
    _ data: Data, file: String, settings: Set<String>, lists: Set<String>
  ) throws(WorkflowError) -> SourceNode {
    guard let text = String(data: data, encoding: .utf8) else {
      throw .manifest([FileProblem(file: file, line: nil, path: "", message: "this is no UTF-8 text")])
    }
    var rows = try CSVRows(text, file: file).rows
    guard let header = rows.first else {
      throw .manifest([FileProblem(file: file, line: 1, path: "", message: "the table is empty; write a header row")])
    }
    rows.removeFirst()
    var problems = headerProblems(header, file: file)
    var jobs: [SourceNode] = []
    for row in rows {
      if row.cells.count > header.cells.count {
        problems.append(
          FileProblem(
            file: file, line: row.line, path: "",
            message: "the row has \(row.cells.count) cells, the header \(header.cells.count); quote cells with commas"
          ))
      }
      jobs.append(job(row, header, file: file, settings: settings, lists: lists))
    }
    guard problems.isEmpty else { throw .manifest(problems) }
    return SourceNode(.list(jobs), at: SourceNode.Place(file: file, line: header.line))
  }

  private static func job(
    _ row: CSVRows.Row, _ header: CSVRows.Row, file: String, settings: Set<String>, lists: Set<String>
  ) -> SourceNode {
    let place = SourceNode.Place(file: file, line: row.line)
    var members: [SourceNode.Member] = []
    var variables: [SourceNode.Member] = []
    for (name, cell) in zip(header.cells, row.cells) where !cell.isEmpty {
      let several = lists.contains(name) && cell.contains(separator)
      let value =
        several
        ? SourceNode(
          .list(
            cell.split(separator: separator).map {
              SourceNode(.scalar(trimmed(String($0)), quoted: false), at: place)
            }),
          at: place) : SourceNode(.scalar(cell, quoted: false), at: place)
      let member = SourceNode.Member(name: name, place: place, value: value)
      if settings.contains(name) { members.append(member) } else { variables.append(member) }
    }
    members.append(
      SourceNode.Member(name: "variables", place: place, value: SourceNode(.members(variables), at: place)))
    return SourceNode(.members(members), at: place)
  }

  private static func headerProblems(_ header: CSVRows.Row, file: String) -> [FileProblem] {
    var seen: Set<String> = []
    return header.cells.enumerated().compactMap { index, name in
      if name.isEmpty {
        return FileProblem(file: file, line: header.line, path: "", message: "column \(index + 1) has no name")
      }
      return seen.insert(name).inserted
        ? nil : FileProblem(file: file, line: header.line, path: name, message: "two columns have this name")
    }
  }

  private static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespaces) }
}

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
    let text = (text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text).replacing("\r\n", with: "\n")
    let separator = Self.separator(of: text)
    var (row, cell, line) = (Row(line: 1, cells: []), "", 1)
    var (quoted, wasQuoted) = (false, false)
    func close(_ row: inout Row) {
      row.cells.append(wasQuoted ? cell : cell.trimmingCharacters(in: .whitespaces))
      (cell, wasQuoted) = ("", false)
    }
    var characters = text[...]
    while let character = characters.popFirst() {
      if character == "\n" { line += 1 }
      switch (character, quoted) {
      case ("\"", true) where characters.first == "\"":
        characters.removeFirst()
        cell.append("\"")
      case ("\"", true): quoted = false
      case (_, true): cell.append(character)
      case ("\"", false) where cell.allSatisfy(\.isWhitespace): (quoted, wasQuoted, cell) = (true, true, "")
      case (separator, false): close(&row)
      case ("\n", false), ("\r", false):
        close(&row)
        add(row)
        row = Row(line: line, cells: [])
      default: cell.append(character)
      }
    }
    guard !quoted else {
      throw .manifest([
        FileProblem(file: file, line: row.line, path: "", message: "a quote that opens here is never closed")
      ])
    }
    close(&row)
    add(row)
  }

  /// Adds a row that isn't blank.
  private mutating func add(_ row: Row) {
    if row.cells.contains(where: { !$0.isEmpty }) { rows.append(row) }
  }

  private static func separator(of text: String) -> Character {
    let header = text.prefix { $0 != "\n" }
    return [",", ";", "\t"].max { one, other in header.count { $0 == one } < header.count { $0 == other } } ?? ","
  }
}
