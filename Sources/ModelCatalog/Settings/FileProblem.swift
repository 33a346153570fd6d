/// Something wrong in a file that people write: a model file, a preset, a manifest.
public struct FileProblem: Hashable, Sendable, Codable {
  /// The file.
  public var file: String
  /// Where in it, from 1; `nil` where no place can be named.
  public var line: Int?
  /// The member: `models[3].durations`.
  public var path: String
  /// What is wrong, and what to write.
  public var message: String

  /// A problem with its parts.
  public init(file: String, line: Int?, path: String, message: String) {
    self.file = file
    self.line = line
    self.path = path
    self.message = message
  }
}

extension FileProblem: CustomStringConvertible {
  /// `mine.json:12: models[3].durations: …`.
  public var description: String {
    [file + (line.map { ":\($0)" } ?? ""), path, message].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}
