// Holds a video against what it should be.

import Foundation
import MediaBasics
import MediaEngine

// snippet.verify
/// Whether a file has exactly these frames, and each of them decodes; says what isn't so.
func isRight(_ video: URL, frames: Int, fps: Rational) async throws -> Bool {
  let found = try await Verifier.verify(video, Expectation(frames: frames, fps: fps, decode: true)) { update in
    print("\(update.stage): \(update.completed) of \(update.total ?? 0)")
  }
  for check in found.checks where !check.ok {
    print("\(check.name): \(check.actual), where \(check.expected) was expected")
  }
  return found.ok
}
// snippet.end
