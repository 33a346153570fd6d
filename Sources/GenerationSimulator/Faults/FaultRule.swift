/// One fault of a plan: where, what, and when.
struct FaultRule: Hashable, Sendable {
  /// Which of a point's events a fault falls on.
  enum Trigger: Hashable, Sendable {
    case always
    /// These events, counted from 1.
    case events(ClosedRange<Int>)
    /// Each with this probability, 0…1.
    case chance(Double)
  }

  let point: FaultPoint
  let effect: FaultEffect
  let trigger: Trigger

  /// Reads `POINT:EFFECT[=ARGUMENT][@WHEN]`.
  init(_ text: String) throws(SimulatorError) {
    let points = FaultPoint.allCases.map(\.rawValue) + ["ack"]
    guard let colon = text.firstIndex(of: ":") else {
      throw .fault(text, "there is no ':' after the point", allowed: points.joined(separator: ", "))
    }
    let place = String(text[..<colon])
    // A submission whose acknowledgement gets lost is a point of its own in people's words.
    guard let point = FaultPoint(rawValue: place == "ack" ? "submit" : place) else {
      throw .fault(text, "there is no point '\(place)'", allowed: points.joined(separator: ", "))
    }
    let rest = text[text.index(after: colon)...].split(separator: "@", omittingEmptySubsequences: false).map(
      String.init)
    guard rest.count <= 2 else { throw .fault(text, "there is more than one '@'", allowed: "@N, @N+, @N-M, @P%") }
    let words = rest[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    self.point = point
    // `url:expire@30s`: the time stands where other faults have their occasion.
    if point == .url, rest.count == 2, words.count == 1 {
      effect = try Self.effect(words[0], rest[1], at: point, in: text)
      trigger = .always
    } else {
      effect = try Self.effect(words[0], words.count == 2 ? words[1] : nil, at: point, in: text)
      trigger = rest.count == 2 ? try Self.trigger(rest[1], in: text) : .always
    }
  }

  private static func effect(
    _ word: String, _ argument: String?, at point: FaultPoint, in rule: String
  ) throws(SimulatorError) -> FaultEffect {
    let allowed = point.effects.joined(separator: ", ")
    func offers(_ effect: String) -> Bool { point.effects.contains { $0 == effect || $0.hasPrefix(effect + "=") } }
    if let status = Int(word), (400...599).contains(status), point.effects.contains(where: { $0.hasPrefix("STATUS") })
    {
      return .status(status)
    }
    guard offers(word) else { throw .fault(rule, "'\(word)' can't happen at '\(point.rawValue)'", allowed: allowed) }
    if let effect = plain[word] {
      guard argument == nil else { throw .fault(rule, "'\(word)' takes no argument", allowed: allowed) }
      return effect
    }
    guard let argument, !argument.isEmpty else { throw .fault(rule, "'\(word)' needs an argument", allowed: allowed) }
    if word == "fail" { return .fail(argument) }
    if word == "drip" {
      guard let bytes = Double(argument), (1...1e12).contains(bytes) else {
        throw .fault(rule, "'\(argument)' is no number of bytes a second", allowed: allowed)
      }
      return .drip(bytes)
    }
    guard let seconds = Double(argument.hasSuffix("s") ? String(argument.dropLast()) : argument), seconds >= 0,
      seconds < 1e6
    else { throw .fault(rule, "'\(argument)' is no number of seconds", allowed: allowed) }
    return word == "stall" ? .stall(seconds) : .expire(seconds)
  }

  private static let plain: [String: FaultEffect] = [
    "reset": .reset, "lost": .lost, "html": .html, "json": .brokenJSON, "truncate": .truncate, "empty": .empty,
    "duplicate": .duplicate, "shuffle": .shuffle, "extra-frame": .extraFrame, "redirect": .redirect,
    "endless": .endless, "length": .wrongLength,
  ]

  private static func trigger(_ text: String, in rule: String) throws(SimulatorError) -> Trigger {
    if text.hasSuffix("%"), let percent = Double(text.dropLast()), (0...100).contains(percent) {
      return .chance(percent / 100)
    }
    if text.hasSuffix("+"), let first = Int(text.dropLast()), first >= 1 { return .events(first...Int.max) }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    switch (ends.first ?? nil, ends.last ?? nil) {
    case (let first?, let last?) where ends.count <= 2 && first >= 1 && first <= last: return .events(first...last)
    default:
      throw .fault(rule, "'\(text)' is no occasion", allowed: "@N (the Nth time), @N+ (from then on), @N-M, @P%")
    }
  }
}
