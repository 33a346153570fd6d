import ArgumentParser
import Foundation
import GenerationWorkflow
import MediaBasics
import MediaEngine

/// Reads option values; each failure says what a good value looks like.
enum Parse {
  static func size(_ text: String) throws -> PixelSize {
    try PixelSize(text) ?? fail("'\(text)' is no size; write WxH in pixels, such as 1366x768.")
  }

  static func rational(_ text: String) throws -> Rational {
    try Rational(text) ?? fail("'\(text)' is no number; write 24, 23.976 or 24000/1001.")
  }

  static func fps(_ text: String) throws -> Rational {
    let fps = try rational(text)
    return fps > .zero ? fps : try fail("The frame rate '\(text)' must be above 0.")
  }

  static func seconds(_ text: String) throws -> Rational {
    let digits = text.hasSuffix("s") ? String(text.dropLast()) : text
    guard let seconds = Rational(digits), seconds > .zero else {
      return try fail("'\(text)' is no duration; write seconds above 0, such as 6 or 7.5.")
    }
    return seconds
  }

  static func money(_ text: String) throws -> Decimal {
    // `Decimal` alone reads what a text begins with.
    guard text.wholeMatch(of: /[0-9]+(\.[0-9]*)?|\.[0-9]+/) != nil,
      let amount = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
    else { return try fail("'\(text)' is no amount; write US dollars, such as 12.50.") }
    return amount
  }

  static func background(_ text: String) throws -> Background {
    try Background(text) ?? fail("'\(text)' is no background; write #rrggbb or auto.")
  }

  static func gravity(_ text: String) throws -> Gravity {
    try Gravity(text) ?? fail("'\(text)' is no gravity; write \(names(Gravity.allCases)).")
  }

  static func fit(_ text: String) throws -> Fit {
    try Fit(rawValue: text) ?? fail("'\(text)' is no fit; write \(names(Fit.allCases)).")
  }

  static func stage(_ text: String) throws -> TaskStage {
    try TaskStage(rawValue: text) ?? fail("'\(text)' is no stage; write \(names(TaskStage.allCases)).")
  }

  static func position(_ text: String) throws -> FramePosition {
    try FramePosition(text) ?? fail("'\(text)' is no frame position; write first, last or a frame number from 0.")
  }

  /// `12` is a frame, `1.5s` a time.
  static func frameRequest(_ text: String) throws -> FrameRequest {
    if text == "first" { return .first }
    if text == "last" { return .last }
    if let index = Int(text) {
      return index >= 0 ? .index(index) : try fail("Frame \(index) is before the first one, which is 0.")
    }
    guard text.hasSuffix("s"), let seconds = Rational(String(text.dropLast())), seconds >= .zero else {
      return try fail("'\(text)' is no frame; write a frame number such as 12, or a time such as 1.5s.")
    }
    return .seconds(seconds)
  }

  static func seam(_ text: String) throws -> Seam {
    try Seam(text) ?? fail("'\(text)' is no seam; write drop, keep or crossfade:SECONDS.")
  }

  static func quality(_ text: String) throws -> Int {
    guard let quality = Int(text), (20...99).contains(quality) else {
      return try fail("The quality '\(text)' is not within 20…99.")
    }
    return quality
  }

  static func imageQuality(_ text: String) throws -> Int {
    guard let quality = Int(text), (1...100).contains(quality) else {
      return try fail("The quality '\(text)' is not within 1…100.")
    }
    return quality
  }

  static func listener(_ text: String) throws -> Listener {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
      return try fail("'\(text)' is no place to listen at; write HOST:PORT, such as 127.0.0.1:8080.")
    }
    let host = text[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    return Listener(host: host.isEmpty ? "0.0.0.0" : host, port: port)
  }

  static func address(_ text: String) throws -> URL {
    guard let url = URL(string: text), url.host != nil, ["https", "http"].contains(url.scheme ?? "") else {
      return try fail("'\(text)' is no address; write one such as https://example.com/hooks.")
    }
    return url
  }

  /// Refuses what can't be meant as a ledger, without repeating it.
  static func checkLedger(_ text: String?) throws {
    guard let slip = text.flatMap(LedgerPlace.slip) else { return }
    try fail("--ledger: \(slip).") as Void
  }

  static func file(_ text: String) -> URL {
    URL(fileURLWithPath: HomeFolder.expanding(text))
  }

  static func format<Format: RawRepresentable & CaseIterable>(_ text: String) throws -> Format
  where Format.RawValue == String {
    try Format(rawValue: text.lowercased() == "jpg" ? "jpeg" : text.lowercased())
      ?? fail("'\(text)' is not known; write \(names(Format.allCases)).")
  }

  static func names<Names: Collection>(_ all: Names) -> String
  where Names.Element: RawRepresentable, Names.Element.RawValue == String {
    all.map(\.rawValue).joined(separator: ", ")
  }

  static func fail<Value>(_ message: String) throws -> Value {
    throw ValidationError(message)
  }
}
