import Foundation
import MediaBasics
import ModelCatalog

/// Model specifications as people read them.
enum ModelText {
  /// One line of the list.
  static func line(_ model: ModelSpec) -> String {
    let id = model.id.padding(toLength: max(30, model.id.count + 1), withPad: " ", startingAt: 0)
    let facts = [sizes(model.sizes?.choices ?? []), model.durations.map(\.description), rates(model.fps)]
    let known = facts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · ")
    let status = model.status == .current ? "" : " (\(model.status.rawValue))"
    return "\(id)\(model.name)\(status)\(known.isEmpty ? "" : ": \(known)")"
  }

  /// All about one model.
  static func page(_ model: ModelSpec) -> String {
    var lines = ["\(model.id): \(model.name), by \(model.maker), through \(model.provider.displayName)"]
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { lines.append("\(name): \(value)") }
    }
    add("status", model.status.rawValue + (model.successor.map { ", followed by \($0)" } ?? ""))
    add("tasks", model.tasks.map { $0.keys.map(\.rawValue).sorted().joined(separator: ", ") })
    add("sizes", (model.sizes?.choices ?? []).map(\.description).joined(separator: ", "))
    add("durations", model.durations?.description)
    for special in model.durationsAtSizes ?? [] {
      add("durations at \(special.sizes.map(\.description).joined(separator: ", "))", special.durations.description)
    }
    add("frame rates", rates(model.fps))
    add("frame images", model.frameImages.map(frameImages))
    add("reference images", model.referenceImages.map { "at most \($0.max)" })
    add("prompt", model.prompt.map(prompt))
    add("price", model.price.map(price) ?? "not listed; learned from what clips cost")
    for note in model.notes { add("note", note) }
    for entry in model.sources {
      add(
        "source (\(entry.source.confidence.rawValue))",
        "\(entry.source.document): \(entry.facts.joined(separator: ", "))")
    }
    return lines.joined(separator: "\n")
  }

  private static func sizes(_ sizes: [PixelSize]) -> String {
    sizes.count <= 3 ? sizes.map(\.description).joined(separator: " ") : "\(sizes[0]) and \(sizes.count - 1) more"
  }

  private static func rates(_ rates: [Int]?) -> String? {
    rates.map { $0.map(String.init).joined(separator: "/") + " fps" }
  }

  private static func frameImages(_ rule: FrameImageRule) -> String {
    guard rule.max > 0 else { return "none" }
    return "at most \(rule.max): \(rule.places.map(\.rawValue).joined(separator: ", "))"
  }

  private static func prompt(_ rule: PromptRule) -> String {
    let need = rule.need?.rawValue ?? "taken"
    return rule.max.map { "\(need), at most \($0) characters" } ?? need
  }

  private static func price(_ price: Price) -> String {
    price.perSecond.map { "\($0 * price.unit.dollars) USD a second" } ?? "depends on the request"
  }
}
