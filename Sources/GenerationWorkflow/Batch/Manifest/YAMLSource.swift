import Foundation
import ModelCatalog
import Yams

/// Reads YAML, and JSON with it, into nodes that know their lines.
enum YAMLSource {
  /// Values in a file, aliases counted as often as they stand for something: bounds what a few lines can expand to.
  private static let most = 1_000_000

  /// Reads a document; an empty one is an object without members.
  ///
  /// - Throws: `workflow.manifest` with the line of what is no YAML.
  static func read(_ data: Data, file: String) throws(WorkflowError) -> SourceNode {
    let place = SourceNode.Place(file: file)
    guard let text = String(data: data, encoding: .utf8) else {
      throw .manifest([
        FileProblem(file: file, line: nil, path: "", message: "this is no UTF-8 text; save it as that")
      ])
    }
    do {
      var left = most
      guard let root = try Yams.compose(yaml: text) else { return .empty(at: place) }
      return try node(root, file: file, left: &left)
    } catch let problem as FileProblemError {
      throw .manifest([problem.problem])
    } catch {
      throw .manifest([problem(error, file: file)])
    }
  }

  private static func node(_ node: Node, file: String, left: inout Int) throws -> SourceNode {
    let place = SourceNode.Place(file: file, line: node.mark?.line)
    left -= 1
    guard left > 0 else {
      throw FileProblemError(
        problem: FileProblem(
          file: file, line: place.line, path: "", message: "there are more than \(most) values; split the file"))
    }
    switch node {
    case .scalar(let scalar):
      let plain = scalar.style == .plain || scalar.style == .any
      let isNull = plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      return SourceNode(isNull ? .null : .scalar(scalar.string, quoted: !plain), at: place)
    case .sequence(let elements):
      return SourceNode(.list(try elements.map { try Self.node($0, file: file, left: &left) }), at: place)
    case .mapping(let pairs):
      return SourceNode(
        .members(
          try pairs.map { key, value in
            SourceNode.Member(
              name: key.string ?? "", place: SourceNode.Place(file: file, line: key.mark?.line),
              value: try Self.node(value, file: file, left: &left))
          }), at: place)
    case .alias:
      return SourceNode(.null, at: place)
    }
  }

  private static func problem(_ error: any Error, file: String) -> FileProblem {
    switch error {
    case YamlError.scanner(_, let words, let mark, _), YamlError.parser(_, let words, let mark, _),
      YamlError.composer(_, let words, let mark, _):
      FileProblem(file: file, line: mark.line, path: "", message: "this is no YAML: \(words)")
    default:
      FileProblem(file: file, line: nil, path: "", message: "this is no YAML: \(error)")
    }
  }
}

/// A problem on its way up.
private struct FileProblemError: Error {
  let problem: FileProblem
}
