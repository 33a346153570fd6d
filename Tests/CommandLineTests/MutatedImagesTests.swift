import Foundation
import TestSupport
import Testing

/// A short run of `Tests/fuzz/images.py`: whatever a picture's bytes are, `prepare` ends in order.
@Suite struct MutatedImagesTests {
  @Test func `mutated pictures are prepared or refused, without a crash, a hang or much memory`() throws {
    let folder = try TemporaryFolder()
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("fuzz/images.py")
    let outcome = try Command.run(
      "/usr/bin/python3",
      [
        script.path, "--count", "100", "--per-call", "25", "--seed", "5", "--binary", Tool.path, "--keep",
        (folder / "failed").path,
      ])
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.text.hasPrefix("100 pictures from "))
  }
}
