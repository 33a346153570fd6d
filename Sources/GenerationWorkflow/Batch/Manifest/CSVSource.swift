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
  ///   - problems: takes what is wrong with its header and single rows. A row with cells beyond the header's is none of
  ///     the jobs: which cell is which isn't known.
  /// - Throws: `workflow.manifest` where it can't be read as a table.
  static func read(
    _ data: Data, file: String, settings: Set<String>, lists: Set<String>, problems: inout [FileProblem]
  ) throws(WorkflowError) -> SourceNode {
    guard let text = text(of: data) else {
      throw .manifest([
        FileProblem(file: file, line: nil, path: "", message: "this is no UTF-8 text; save it as CSV UTF-8")
      ])
    }
    var rows = try CSVRows(text, file: file).rows
    // Spreadsheets write empty columns behind the last one.
    for index in rows.indices {
      while rows[index].cells.last?.isEmpty == true { rows[index].cells.removeLast() }
    }
    guard let header = rows.first else {
      throw .manifest([FileProblem(file: file, line: 1, path: "", message: "the table is empty; write a header row")])
    }
    rows.removeFirst()
    problems += headerProblems(header, file: file)
    var jobs: [SourceNode] = []
    for row in rows {
      guard row.cells.count <= header.cells.count else {
        problems.append(
          FileProblem(
            file: file, line: row.line, path: "",
            message:
              "the row has \(row.cells.count) cells, the header \(header.cells.count); quote cells that hold the separator"
          ))
        continue
      }
      jobs.append(job(row, header, file: file, settings: settings, lists: lists))
    }
    return SourceNode(.list(jobs), at: SourceNode.Place(file: file, line: header.line))
  }

  /// UTF-8, or UTF-16 where it says so by its first bytes.
  private static func text(of data: Data) -> String? {
    let isWide = data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF])
    return String(data: data, encoding: isWide ? .utf16 : .utf8)
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
      if name == "variables" {
        return FileProblem(
          file: file, line: header.line, path: name,
          message: "each variable has a column of its own, called as itself")
      }
      return seen.insert(name).inserted
        ? nil : FileProblem(file: file, line: header.line, path: name, message: "two columns have this name")
    }
  }

  private static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespaces) }
}
