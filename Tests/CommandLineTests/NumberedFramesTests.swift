import Foundation
import TestSupport
import Testing

/// Runs `Tests/video/barcodes.py`: over the kinds of files that people have, every asked frame is the one that a full
/// decode by ffmpeg shows, and joined chains show every number once.
@Suite struct NumberedFramesTests {
  @Test func `no frame is wrong in any container, codec, pixel format or damage, nor in joined chains`() throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("video/barcodes.py")
    let outcome = try Command.run("/usr/bin/python3", [script.path, "--binary", Tool.path])
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.stderr)")
    #expect(outcome.text.hasSuffix(" 0 wrong\n"))
    let count = outcome.text.split(separator: " ").first.flatMap { Int($0) }
    #expect((count ?? 0) > 90, "\(outcome.text)")
  }
}
