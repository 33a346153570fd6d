import Foundation
import Synchronization
import TestSupport

/// One Python for all tests of a run: starting it and loading numpy for each script would take most of the time.
///
/// It ends with the test run, when its standard input is closed.
final class PythonProcess: Sendable {
  static let shared = PythonProcess()

  private struct Pipes {
    let requests: FileHandle
    let answers: FileHandle
  }

  private struct Request: Encodable {
    let script: String
    let folder: String
  }

  private struct Answer: Decodable {
    let output: String?
    let error: String?
  }

  private let pipes = Mutex<Pipes?>(nil)

  /// Runs a script and gives what it prints, trimmed.
  func run(_ script: String, folder: String) throws -> String {
    let line = try JSONEncoder().encode(Request(script: script, folder: folder)) + Data("\n".utf8)
    let answer = try pipes.withLock { pipes in
      let open = try pipes ?? Self.start()
      pipes = open
      try open.requests.write(contentsOf: line)
      return try JSONDecoder().decode(Answer.self, from: Self.line(from: open.answers))
    }
    guard let output = answer.output else { throw PythonError(description: answer.error ?? "no answer") }
    return output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func start() throws -> Pipes {
    let process = Process()
    let (requests, answers) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", Pillow.prelude + loop]
    process.standardInput = requests
    process.standardOutput = answers
    try process.run()
    return Pipes(requests: requests.fileHandleForWriting, answers: answers.fileHandleForReading)
  }

  private static func line(from handle: FileHandle) throws -> Data {
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let more = handle.availableData
      guard !more.isEmpty else {
        throw PythonError(description: "Python ended; are python3-pil and python3-numpy installed?")
      }
      line += more
    }
    return line
  }

  private static let loop = #"""

    import contextlib, json, sys, traceback
    for line in sys.stdin:
        request, output = json.loads(line), io.StringIO()
        names = dict(globals(), path=lambda name: request['folder'] + '/' + name)
        try:
            with contextlib.redirect_stdout(output):
                exec(request['script'], names)
            answer = {'output': output.getvalue()}
        except Exception:
            answer = {'error': traceback.format_exc()}
        sys.__stdout__.write(json.dumps(answer) + '\n')
        sys.__stdout__.flush()
    """#
}

/// What a script died of.
struct PythonError: Error, CustomStringConvertible {
  let description: String
}
