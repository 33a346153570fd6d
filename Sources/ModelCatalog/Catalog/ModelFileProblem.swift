/// Something wrong in a model file.
public struct ModelFileProblem: Hashable, Sendable, Codable {
  /// The file.
  public var file: String
  /// Where in it, from 1; `nil` where no place can be named.
  public var line: Int?
  /// The member: `models[3].durations`.
  public var path: String
  /// What is wrong, and what to write.
  public var message: String
}

extension ModelFileProblem: CustomStringConvertible {
  /// `mine.json:12: models[3].durations: …`.
  public var description: String {
    [file + (line.map { ":\($0)" } ?? ""), path, message].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}
