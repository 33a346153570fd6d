import ArgumentParser
import Foundation
import MediaBasics

/// What a model is asked for besides its inputs.
struct PromptOptions: ParsableArguments {
  @Option(help: "The model: an AIR such as klingai:5@3, or a Runway id such as gen4.5.")
  var model: String

  @Option(help: "What the clip should not show.")
  var negativePrompt: String?

  @Option(help: "The model's size, WxH. Default: its size nearest the input's shape.", transform: Parse.size)
  var size: PixelSize?

  @Option(name: .customLong("seed"), help: "The random seed, where the model takes one.")
  var randomSeed: UInt64?

  @Option(
    name: .customLong("set"),
    help:
      "A parameter in the provider's own words: KEY.PATH=JSON, such as providerSettings.minimax.promptOptimizer=true."
  )
  var set: [String] = []

  @Option(help: "Never spend more than this, in US dollars.", transform: Parse.money)
  var maxCost: Decimal?

  @Flag(help: "Print the exact request and its expected cost; send nothing.")
  var dryRun = false

  mutating func validate() throws {
    _ = try extra()
  }

  /// The parameters of `--set` as they are sent, a dotted path as objects in objects; what is no JSON is a text.
  func extra() throws -> [String: JSONValue] {
    var found: [String: JSONValue] = [:]
    for assignment in set {
      guard let equals = assignment.firstIndex(of: "="),
        case let path = assignment[..<equals].split(separator: ".").map(String.init), !path.isEmpty
      else {
        return try Parse.fail("--set '\(assignment)' is no assignment; write KEY.PATH=JSON, such as steps=30.")
      }
      let text = String(assignment[assignment.index(after: equals)...])
      let value = (try? JSONValue(parsing: Data(text.utf8))) ?? .string(text)
      Self.put(value, at: path[...], in: &found)
    }
    return found
  }

  private static func put(_ value: JSONValue, at path: ArraySlice<String>, in members: inout [String: JSONValue]) {
    guard let name = path.first else { return }
    guard path.count > 1 else { return members[name] = value }
    var inner: [String: JSONValue] = [:]
    if case .object(let existing)? = members[name] { inner = existing }
    put(value, at: path.dropFirst(), in: &inner)
    members[name] = .object(inner)
  }
}
