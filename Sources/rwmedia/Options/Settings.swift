import Foundation

/// Keys and addresses from the environment; what isn't there may stand in a `.env` file in the working folder.
struct Settings: Sendable {
  private let values: [String: String]

  init(environment: [String: String] = ProcessInfo.processInfo.environment, folder: String = ".") {
    let file = (try? String(contentsOfFile: "\(folder)/.env", encoding: .utf8)) ?? ""
    values = Self.parse(file).merging(environment) { _, environment in environment }
  }

  /// A setting; `nil` where it is missing or empty.
  subscript(name: String) -> String? {
    values[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The settings of a `.env` file: `NAME=VALUE` lines, `export` and quotes allowed, `#` begins a comment line.
  static func parse(_ text: String) -> [String: String] {
    var found: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      var line = line.trimmingCharacters(in: .whitespaces)
      if line.hasPrefix("export ") { line = String(line.dropFirst("export ".count)) }
      guard !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") else { continue }
      let name = line[..<equals].trimmingCharacters(in: .whitespaces)
      var value = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
      for quote in ["\"", "'"] where value.count >= 2 && value.hasPrefix(quote) && value.hasSuffix(quote) {
        value = String(value.dropFirst().dropLast())
      }
      found[name] = value
    }
    return found
  }
}
