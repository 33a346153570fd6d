public import Foundation

/// A program that runs while the test looks on: can be sent signals, and be waited for without holding up a thread.
public final class RunningCommand: Sendable {
  private let process: Process
  private let ended: AsyncStream<Void>
  private let scratch: TemporaryFolder

  /// Starts the program at a path; what it prints goes to files, so nothing can fill up.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:], folder: URL? = nil
  ) throws {
    scratch = try TemporaryFolder()
    for name in ["out", "err"] { try Data().write(to: scratch / name) }
    process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    if let folder { process.currentDirectoryURL = folder }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: scratch / "out")
    process.standardError = try FileHandle(forWritingTo: scratch / "err")
    let (ended, end) = AsyncStream<Void>.makeStream()
    self.ended = ended
    process.terminationHandler = { _ in end.finish() }
    try process.run()
  }

  /// Starts a Python script of `Tests/` by its name there.
  public convenience init(
    script: String, _ arguments: [String] = [], python: String = "/usr/bin/python3",
    environment: [String: String] = [:]
  ) throws {
    try self.init(python, [TestFile.path(script)] + arguments, environment: environment)
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// Whether it has not ended yet.
  public var isRunning: Bool { process.isRunning }

  /// What it has printed to standard output so far.
  public var text: String { (try? String(contentsOf: scratch / "out", encoding: .utf8)) ?? "" }

  /// What it has printed to standard error so far.
  public var messages: String { (try? String(contentsOf: scratch / "err", encoding: .utf8)) ?? "" }

  /// The first line that it prints: servers say there where they listen.
  ///
  /// - Throws: ``Command/Failure`` with its messages where it ends without one.
  public func firstLine() async throws -> String {
    while true {
      let isLast = !isRunning
      let text = text
      if let end = text.firstIndex(of: "\n") { return String(text[..<end]) }
      guard !isLast else {
        throw Command.Failure(description: "\(name) ended before it was ready: \(messages)")
      }
      try await Moment.pass()
    }
  }

  private var name: String { process.executableURL?.lastPathComponent ?? "the program" }

  /// Sends it a signal, such as `SIGINT`.
  public func signal(_ number: Int32) {
    kill(process.processIdentifier, number)
  }

  /// Sends it a signal as soon as `moment` is there, unless it ends before. Looks from a thread of its own: short
  /// moments are met however busy the pool that `await` needs is.
  public func signal(_ number: Int32, when moment: @escaping @Sendable () throws -> Bool) async throws {
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      Thread.detachNewThread { [self] in
        done.resume(
          with: Result {
            while isRunning, try !moment() { usleep(5000) }
            signal(number)
          })
      }
    }
  }

  /// Waits for its end and gives what it left.
  public func outcome() async throws -> Command.Outcome {
    for await _ in ended {}
    process.waitUntilExit()
    return Command.Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
      stdout: try Data(contentsOf: scratch / "out"),
      stderr: String(decoding: try Data(contentsOf: scratch / "err"), as: UTF8.self))
  }
}
