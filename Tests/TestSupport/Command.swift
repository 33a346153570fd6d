public import Foundation

/// A program run to its end: the independent judges (ffprobe, ffmpeg, Python) and our own binary.
public struct Command: Sendable {
  /// What a finished program left.
  public struct Outcome: Sendable {
    /// The exit status; 128 + the signal where one ended it.
    public let status: Int32
    /// Standard output.
    public let stdout: Data
    /// Standard error as text.
    public let stderr: String
    /// Standard output as text.
    public var text: String { String(decoding: stdout, as: UTF8.self) }
  }

  /// A program that did not end with 0.
  public struct Failure: Error, CustomStringConvertible {
    /// The command, its status and its messages.
    public let description: String
  }

  /// Runs a program found on the search path (or at a path with a slash) and collects what it prints.
  public static func run(
    _ program: String, _ arguments: [String], input: Data? = nil, environment: [String: String] = [:],
    folder: URL? = nil
  ) throws -> Outcome {
    let process = Process()
    if program.contains("/") {
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = arguments
    } else {
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [program] + arguments
    }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    if let folder { process.currentDirectoryURL = folder }
    // Files, not pipes: nothing can fill up, whatever the program prints.
    let scratch = try TemporaryFolder()
    let (outFile, errFile, inFile) = (scratch / "out", scratch / "err", scratch / "in")
    try Data().write(to: outFile)
    try Data().write(to: errFile)
    try (input ?? Data()).write(to: inFile)
    process.standardOutput = try FileHandle(forWritingTo: outFile)
    process.standardError = try FileHandle(forWritingTo: errFile)
    process.standardInput = try FileHandle(forReadingFrom: inFile)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
      stdout: try Data(contentsOf: outFile),
      stderr: String(decoding: try Data(contentsOf: errFile), as: UTF8.self))
  }

  /// Runs a program that must end with 0 and gives its standard output as text.
  @discardableResult
  public static func output(
    _ program: String, _ arguments: [String], input: Data? = nil, environment: [String: String] = [:]
  ) throws -> String {
    let outcome = try run(program, arguments, input: input, environment: environment)
    guard outcome.status == 0 else {
      throw Failure(
        description: "\(program) \(arguments.joined(separator: " ")) ended with \(outcome.status): \(outcome.stderr)")
    }
    return outcome.text
  }
}
