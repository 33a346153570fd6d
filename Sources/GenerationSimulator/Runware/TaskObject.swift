import Foundation
import MediaBasics

/// One task of a request's array, read parameter by parameter; what can't be read is collected, not thrown.
struct TaskObject {
  let json: JSONValue
  /// What was found wrong so far.
  private(set) var failures: [RunwareFailure] = []

  init(_ json: JSONValue) { self.json = json }

  var type: String { json["taskType"]?.text ?? "" }
  var id: String { json["taskUUID"]?.text ?? "" }

  mutating func note(_ failure: RunwareFailure) { failures.append(failure) }

  /// A parameter as it is; `nil` where it's absent or null.
  func value(_ name: String) -> JSONValue? {
    guard let value = json[name], value != .null else { return nil }
    return value
  }

  mutating func string(_ name: String) -> String? {
    value(name).flatMap { read(name, "string", $0.text) }
  }

  mutating func bool(_ name: String) -> Bool? {
    value(name).flatMap { read(name, "boolean", $0.flag) }
  }

  mutating func integer(_ name: String, _ range: ClosedRange<Int>? = nil) -> Int? {
    guard let value = value(name), let number = read(name, "integer", value.int) else { return nil }
    guard let range, !range.contains(number) else { return number }
    note(.outOfRange(name, Double(range.lowerBound)...Double(range.upperBound), type: "integer"))
    return nil
  }

  mutating func number(_ name: String, _ range: ClosedRange<Double>? = nil) -> Double? {
    guard let value = value(name), let number = read(name, "float", value.double) else { return nil }
    guard let range, !range.contains(number) else { return number }
    note(.outOfRange(name, range, type: "float"))
    return nil
  }

  mutating func word(_ name: String, of allowed: [String]) -> String? {
    guard let text = string(name) else { return nil }
    guard allowed.contains(where: { $0.lowercased() == text.lowercased() }) else {
      note(.notOneOf(name, allowed))
      return nil
    }
    return text
  }

  mutating func array(_ name: String) -> [JSONValue] {
    value(name).flatMap { read(name, "array", $0.elements) } ?? []
  }

  mutating func strings(_ name: String) -> [String] {
    let texts = array(name).map(\.text)
    if texts.contains(nil) { note(.wrongType(name, "array of strings")) }
    return texts.compactMap { $0 }
  }

  mutating func object(_ name: String) -> JSONValue? {
    guard let value = value(name) else { return nil }
    if case .object = value { return value }
    note(.wrongType(name, "object"))
    return nil
  }

  private mutating func read<Value>(_ name: String, _ type: String, _ value: Value?) -> Value? {
    if value == nil { note(.wrongType(name, type)) }
    return value
  }
}
