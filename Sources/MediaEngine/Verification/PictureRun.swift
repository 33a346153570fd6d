/// Frames in a row that are black or show the same picture.
public struct PictureRun: Hashable, Sendable, Codable, CustomStringConvertible {
  /// What the pictures have in common.
  public enum Kind: String, Sendable, Codable {
    case black, frozen
  }

  /// What the pictures have in common.
  public let kind: Kind
  /// The first frame's number.
  public let first: Int
  /// The last frame's number.
  public let last: Int

  /// How many frames it has.
  public var count: Int { last - first + 1 }

  /// The run in words.
  public var description: String {
    let what = kind == .black ? "are black" : "are frozen: all show one picture"
    return "Frames \(first) … \(last) (\(count)) \(what)."
  }
}

/// Finds runs while frames are counted past it.
struct RunCounter: Sendable {
  private let kind: PictureRun.Kind
  private let shortest: Int
  private var runs: [PictureRun] = []
  private var start: Int?
  private var count = 0

  /// - Parameter shortest: Frames from which on a run is worth a word.
  init(kind: PictureRun.Kind, shortest: Int) {
    self.kind = kind
    self.shortest = shortest
  }

  /// Counts a frame that is itself of the kind, or not.
  mutating func next(belongs: Bool) {
    if belongs { start = start ?? count } else { close() }
    count += 1
  }

  /// Counts a frame that shows what the run's first one shows, or begins another run.
  mutating func next(repeatsFirst: Bool) {
    if !repeatsFirst { close() }
    start = start ?? count
    count += 1
  }

  /// All runs, once no frame follows.
  mutating func finish() -> [PictureRun] {
    close()
    return runs
  }

  private mutating func close() {
    if let start, count - start >= shortest { runs.append(PictureRun(kind: kind, first: start, last: count - 1)) }
    start = nil
  }
}
