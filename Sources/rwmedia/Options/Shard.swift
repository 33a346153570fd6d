import ArgumentParser
import Foundation

/// One of several equal parts of a batch: said outright, or by the scheduler that started the command.
struct Shard: Sendable, Hashable {
  /// Which part, counted from 1.
  let index: Int
  /// How many there are.
  let count: Int

  /// Reads `2/5`, `auto/5` or `auto`.
  ///
  /// Slurm numbers an array's tasks as its user likes (`--array=0-9`, `1-10`, `0-30:10`) and tells the first, the last
  /// and the step; Kubernetes counts from 0 and doesn't tell how many there are.
  init(_ text: String, environment: [String: String]) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.first == "auto", parts.count <= 2 {
      let found = try Self.scheduled(text, environment)
      guard let count = parts.count == 2 ? Int(parts[1]) : found.count else {
        throw Self.failure(
          parts.count == 2
            ? "'\(text)' is no part; write auto/N, such as auto/5."
            : "'auto' can't know how many parts there are: Kubernetes doesn't tell. Write auto/N.")
      }
      self = try Self.checked(found.index, count, "'\(text)' is part \(found.index) of \(count) here")
      return
    }
    let numbers = parts.map { Int($0) }
    guard numbers.count == 2, let index = numbers[0], let count = numbers[1] else {
      throw Self.failure("'\(text)' is no part; write I/N with I from 1 to N, such as 2/5, or auto/N.")
    }
    self = try Self.checked(index, count, "'\(text)' is no part")
  }

  private init(index: Int, count: Int) { (self.index, self.count) = (index, count) }

  private static func checked(_ index: Int, _ count: Int, _ words: String) throws -> Shard {
    guard count >= 1, (1...count).contains(index) else {
      throw failure("\(words); write I/N with I from 1 to N, such as 2/5.")
    }
    return Shard(index: index, count: count)
  }

  private static func scheduled(
    _ text: String, _ environment: [String: String]
  ) throws -> (index: Int, count: Int?) {
    if let task = environment["SLURM_ARRAY_TASK_ID"].flatMap({ Int($0) }) {
      let first = environment["SLURM_ARRAY_TASK_MIN"].flatMap { Int($0) } ?? 1
      let step = environment["SLURM_ARRAY_TASK_STEP"].flatMap { Int($0) } ?? 1
      return ((task - first) / max(1, step) + 1, environment["SLURM_ARRAY_TASK_COUNT"].flatMap { Int($0) })
    }
    if let index = environment["JOB_COMPLETION_INDEX"].flatMap({ Int($0) }) { return (index + 1, nil) }
    throw failure(
      "'\(text)' needs SLURM_ARRAY_TASK_ID or JOB_COMPLETION_INDEX in the environment; write I/N, such as 2/5.")
  }

  private static func failure(_ message: String) -> any Error {
    ValidationError(message)
  }
}
