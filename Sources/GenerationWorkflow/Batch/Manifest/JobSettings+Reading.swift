import Foundation
import GenerationClient
import MediaBasics
import MediaEngine
import ModelCatalog

extension JobSettings {
  /// The settings that take several values.
  static let lists: Set<String> = ["prompt", "referenceImages", "audios", "outputs", "deliver"]

  /// The names of all settings, as they stand in a manifest.
  static let names: Set<String> = [
    "id", "preset", "model", "prompt", "negativePrompt", "image", "lastImage", "referenceImages", "video", "audios",
    "duration", "length", "fps", "size", "fit", "background", "seed", "seam", "matchColor", "loop", "count", "keep",
    "quality",
    "set", "byProvider", "outputs", "deliver", "checks", "variables",
  ]

  /// The setting that a word is written nearly like.
  static func meant(by word: String) -> String? {
    func bare(_ text: String) -> String { text.lowercased().filter(\.isLetter) }
    return names.sorted().first { name in
      bare(name) == bare(word) || name.count >= 5 && bare(name).editDistance(to: bare(word)) <= 1
    }
  }

  /// Reads settings that stand over each other already; problems go to `problems`.
  init(_ node: SourceNode, path: String, problems: inout [FileProblem]) {
    self.init()
    var reader = SettingsReader(node, path: path)
    preset = reader.text("preset")
    readRequest(&reader)
    readMedia(&reader)
    readShape(&reader)
    readResult(&reader)
    // Read before: the id, and what the settings are filled in with.
    for name in ["id", "variables", "byProvider"] { _ = reader.take(name) }
    readTogether(node, &reader)
    if model.isEmpty {
      reader.note(
        node.place, "model",
        "no model is named; write model: AIR, or a preset that has one, or give --model or --preset")
    }
    reader.finish()
    problems += reader.problems
  }

  /// What doesn't go together would be paid for and not be seen.
  private func readTogether(_ node: SourceNode, _ reader: inout SettingsReader) {
    func refuse(_ name: String, _ message: String) {
      guard let value = node[name], value.content != .null else { return }
      reader.note(value.place, name, message)
    }
    guard length != nil else {
      if prompts.count > 1 {
        refuse(
          "prompt",
          "\(prompts.count) prompts were given for one clip; write one (in a table without |), or a length, to which clips are chained"
        )
      }
      return
    }
    for name in ["lastImage", "referenceImages", "audios"] {
      refuse(name, "a chain to a length takes none; leave it out, or write a duration in place of the length")
    }
    if video != nil { refuse("image", "a chain begins with an image or a video; leave one of them out") }
  }

  private mutating func readRequest(_ reader: inout SettingsReader) {
    model = reader.text("model") ?? ""
    prompts = reader.texts("prompt") ?? []
    negativePrompt = reader.text("negativePrompt")
    seed = reader.scalar("seed", "a whole number, 0 or more") { UInt64($0) }
    count = reader.scalar("count", "1…8 candidates") { Int($0).flatMap { (1...8).contains($0) ? $0 : nil } } ?? 1
    keep = reader.word("keep") ?? keep
    if let value = reader.take("set") {
      if case .object(let members) = value.json {
        set = members
      } else {
        let _: Int? = reader.refuse("set", value, "parameters in the provider's words, as NAME: VALUE")
      }
    }
  }

  private mutating func readMedia(_ reader: inout SettingsReader) {
    image = reader.text("image")
    lastImage = reader.text("lastImage")
    referenceImages = reader.texts("referenceImages") ?? []
    video = reader.text("video")
    audios = reader.texts("audios") ?? []
  }

  private mutating func readShape(_ reader: inout SettingsReader) {
    duration = reader.seconds("duration")
    length = reader.seconds("length")
    fps = reader.scalar("fps", "whole frames a second, such as 24") { Int($0).flatMap { $0 > 0 ? $0 : nil } }
    size = reader.size("size")
    fit = reader.word("fit") ?? fit
    background = reader.background("background") ?? background
    seam = reader.scalar("seam", "drop, keep or crossfade:SECONDS", Seam.init) ?? seam
    matchesColor = reader.flag("matchColor") ?? matchesColor
    loop = reader.flag("loop") ?? loop
  }

  private mutating func readResult(_ reader: inout SettingsReader) {
    quality = reader.quality("quality")
    if let value = reader.take("outputs") {
      let elements = if case .list(let elements) = value.content { elements } else { [value] }
      outputs = elements.enumerated().compactMap { index, element in
        OutputSettings(element, path: "outputs[\(index)]", reader: &reader)
      }
      if elements.isEmpty {
        reader.note(value.place, "outputs", "nothing would be delivered; write mp4, or leave it out")
      }
    }
    // A chain is encoded once as it is joined; a single clip only where that is asked for.
    if length == nil {
      for index in outputs.indices where !outputs[index].isPoster {
        outputs[index].quality = outputs[index].quality ?? quality
      }
    }
    readDelivery(&reader)
    if let value = reader.take("checks") { checks = CheckSettings(value, reader: &reader) }
  }

  /// One prefix for all files, or exactly one signed address for each.
  private mutating func readDelivery(_ reader: inout SettingsReader) {
    let place = reader.take("deliver")?.place
    deliver = reader.texts("deliver") ?? []
    guard let place else { return }
    let targets = deliver.compactMap(StorageTarget.init)
    // Nothing of a signed address is repeated: it is as good as a key.
    guard targets.count == deliver.count else {
      return reader.note(
        place, "deliver", "this is no place to deliver to; write s3://BUCKET/PREFIX or https addresses")
    }
    let prefixes = targets.count { if case .object = $0 { true } else { false } }
    let files = keep == .all ? outputs.count * count : outputs.count
    if prefixes > 0 {
      guard targets.count > 1 else { return }
      reader.note(place, "deliver", "\(targets.count) places were given; write one s3://BUCKET/PREFIX")
    } else if targets.count != files {
      reader.note(
        place, "deliver",
        "\(targets.count) signed addresses were given for \(files) files; write one for each, in the order of the outputs"
      )
    }
  }
}

extension OutputSettings {
  private static let formats = ["mp4", "webm", "poster", "jpeg", "png", "webp"]

  /// Reads `mp4`, or an object with more to say.
  init?(_ node: SourceNode, path: String, reader outer: inout SettingsReader) {
    if case .scalar(let text, _) = node.content {
      guard let format = Self.format(text) else {
        outer.note(node.place, path, "'\(text)' was given; write one of \(Self.formats.joined(separator: ", "))")
        return nil
      }
      self.init(format: format)
      return
    }
    var reader = SettingsReader(node, path: path)
    let format = reader.scalar("format", "one of \(Self.formats.joined(separator: ", "))", Self.format)
    self.init(format: format ?? "mp4")
    name = reader.scalar("name", "a name for files; \(OutputTemplate.nameRule)") {
      OutputTemplate.isName($0) ? $0 : nil
    }
    size = reader.size("size")
    fit = reader.word("fit") ?? fit
    background = reader.background("background") ?? background
    fps = reader.scalar("fps", "frames a second, such as 24 or 30000/1001") {
      Rational($0).flatMap { $0 > .zero ? $0 : nil }
    }
    quality = reader.quality("quality")
    if format == nil, reader.problems.isEmpty {
      reader.note(node.place, "format", "a format is missing; write mp4, webm or poster")
    }
    reader.finish()
    outer.add(reader.problems)
    if !reader.problems.isEmpty { return nil }
  }

  private static func format(_ text: String) -> String? {
    let text = text.lowercased()
    let format = ["poster": "jpeg", "jpg": "jpeg"][text] ?? text
    return formats.contains(format) ? format : nil
  }
}

extension CheckSettings {
  init(_ node: SourceNode, reader outer: inout SettingsReader) {
    var reader = SettingsReader(node, path: "checks")
    seam = reader.scalar("seam", "the least SSIM of a seam, 0…1") {
      Double($0).flatMap { (0...1).contains($0) ? $0 : nil }
    }
    decode = reader.flag("decode") ?? decode
    frozen = reader.scalar("frozen", "the longest still picture in seconds, 0.5 or more") { text in
      Rational(text).flatMap { $0.doubleValue >= 0.5 ? $0 : nil }
    }
    black = reader.seconds("black")
    reader.finish()
    outer.add(reader.problems)
  }
}

extension SettingsReader {
  mutating func seconds(_ name: String) -> Rational? {
    scalar(name, "seconds above 0, such as 6 or 7.5") { text in
      Rational(text.hasSuffix("s") ? String(text.dropLast()) : text).flatMap { $0 > .zero ? $0 : nil }
    }
  }

  mutating func size(_ name: String) -> PixelSize? {
    scalar(name, "a size in pixels, WxH, such as 1366x768", PixelSize.init)
  }

  mutating func quality(_ name: String) -> Int? {
    scalar(name, "20 (smallest) … 99 (best)") { Int($0).flatMap { (20...99).contains($0) ? $0 : nil } }
  }

  mutating func background(_ name: String) -> Background? {
    scalar(name, "auto or a colour in quotes, such as \"#ffffff\"", Background.init)
  }
}
