import Foundation

/// Where the values of a JSON document stand: the line of each member and element, by its path.
struct JSONLines {
  /// A document that is no JSON.
  struct SyntaxError: Error {
    let line: Int
    let message: String
  }

  /// Lines from 1, by paths such as `models[3].durations[0]`; the document itself is "".
  private(set) var lines: [String: Int] = [:]
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  init(_ data: Data) throws(SyntaxError) {
    bytes = Array(data)
    skipSpace()
    try value(at: "", depth: 0)
    skipSpace()
    if position < bytes.count { throw fault("something follows after the end of the document") }
  }

  /// The line of a path, or of the nearest thing around it.
  func line(of path: String) -> Int? {
    var path = Substring(path)
    while true {
      if let line = lines[String(path)] { return line }
      guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return lines[""] }
      path = path[..<end]
    }
  }

  private mutating func value(at path: String, depth: Int) throws(SyntaxError) {
    guard depth < 64 else { throw fault("the document is nested too deeply") }
    lines[path] = line
    switch peek {
    case UInt8(ascii: "{"): try object(at: path, depth: depth)
    case UInt8(ascii: "["): try array(at: path, depth: depth)
    case UInt8(ascii: "\""): _ = try string()
    default: try scalar()
    }
  }

  private mutating func object(at path: String, depth: Int) throws(SyntaxError) {
    var seen: Set<String> = []
    try list(closing: UInt8(ascii: "}")) { (reader) throws(SyntaxError) in
      guard reader.peek == UInt8(ascii: "\"") else { throw reader.fault("a member's name in quotes is expected") }
      let name = try reader.string()
      guard seen.insert(name).inserted else { throw reader.fault("\"\(name)\" stands in the object twice") }
      reader.skipSpace()
      guard reader.peek == UInt8(ascii: ":") else { throw reader.fault("a colon is expected after \"\(name)\"") }
      reader.position += 1
      reader.skipSpace()
      try reader.value(at: path.isEmpty ? name : "\(path).\(name)", depth: depth + 1)
    }
  }

  private mutating func array(at path: String, depth: Int) throws(SyntaxError) {
    var index = 0
    try list(closing: UInt8(ascii: "]")) { (reader) throws(SyntaxError) in
      try reader.value(at: "\(path)[\(index)]", depth: depth + 1)
      index += 1
    }
  }

  private mutating func list(
    closing: UInt8, _ element: (inout JSONLines) throws(SyntaxError) -> Void
  ) throws(SyntaxError) {
    position += 1
    skipSpace()
    if peek == closing {
      position += 1
      return
    }
    while true {
      try element(&self)
      skipSpace()
      let mark = peek
      position += 1
      if mark == closing { return }
      guard mark == UInt8(ascii: ",") else {
        position -= 1
        throw fault("a comma or '\(Character(UnicodeScalar(closing)))' is expected")
      }
      skipSpace()
    }
  }

  private mutating func string() throws(SyntaxError) -> String {
    let start = position + 1
    position = start
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\n") {
      position += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    guard peek == UInt8(ascii: "\"") else { throw fault("a text has no closing quotation mark") }
    position += 1
    return String(decoding: bytes[start..<position - 1], as: UTF8.self)
  }

  private mutating func scalar() throws(SyntaxError) {
    let start = position
    while let byte = peek, !" \t\r\n,]}:\"".utf8.contains(byte) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    guard ["true", "false", "null"].contains(word) || Double(word)?.isFinite == true else {
      throw fault(word.isEmpty ? "a value is expected" : "'\(word)' is no JSON value; put texts in quotes")
    }
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = peek, " \t\r\n".utf8.contains(byte) {
      if byte == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
  }

  private func fault(_ message: String) -> SyntaxError { SyntaxError(line: line, message: message) }
}
