import Foundation
import TestSupport
import Testing

/// Guards that a library is loaded only where it is needed: a broken one stops what it does, and nothing else.
@Suite struct BrokenLibraryTests {
  @Test(
    "without libvips pictures are refused",
    arguments: [["prepare", "a.png", "--size", "64x64", "-o", "b.png"], ["probe", "a.png"]])
  func pictures(arguments: [String]) throws {
    let outcome = try run(arguments, broken: "libvips.so.42")
    #expect(outcome.status == 69)
    #expect(outcome.stderr.contains("error: libvips, which reads and writes pictures, can't be used: "))
    #expect(outcome.stderr.contains("  Install libvips 8.14 or later (libvips42 on Debian)."))
  }

  @Test(
    "without libvips videos are looked at and taken apart",
    arguments: [["keyframes", "a.mp4", "-o", "."], ["verify", "a.mp4"], ["probe", "a.mp4"]])
  func videos(arguments: [String]) throws {
    let outcome = try run(arguments, broken: "libvips.so.42")
    #expect(outcome.status == 0, "\(outcome.stderr)")
  }

  @Test("doctor says which library can't be loaded")
  func doctor() throws {
    #expect(try run(["doctor"], broken: "libvips.so.42").text.contains("MISSING  libvips\n"))
  }

  private func run(_ arguments: [String], broken library: String) throws -> Command.Outcome {
    let folder = try TemporaryFolder()
    try FFmpeg.make(["-f", "lavfi", "-i", "testsrc2=s=64x64:d=1:r=5", "-pix_fmt", "yuv420p", (folder / "a.mp4").path])
    try FFmpeg.make(["-f", "lavfi", "-i", "color=red:s=32x32:d=1:r=1", "-frames:v", "1", (folder / "a.png").path])
    try Data().write(to: folder / library)
    return try Tool.run(
      arguments, folder: folder.url, environment: ["LD_LIBRARY_PATH": folder.url.path])
  }
}
