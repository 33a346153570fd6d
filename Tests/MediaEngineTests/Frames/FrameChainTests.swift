import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import MediaEngine

@Suite struct FrameChainTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: ["png", "jpg"])
  func `ten times round a chain, colours stay where they were`(_ format: String) async throws {
    let clip = folder / "clip.mp4"
    let encode = [
      "-vf",
      "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int+full_chroma_inp,format=yuv420p",
      "-colorspace", "bt709", "-color_range", "tv", "-c:v", "libx264", "-crf", "12", "-preset", "veryfast", clip.path,
    ]
    try FFmpeg.make(["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=24,gblur=sigma=4", "-frames:v", "10"] + encode)
    var first: Pixels?
    for round in 0...10 {
      let picture = folder / "round-\(round).\(format)"
      _ = try await FrameExtractor.extract(.last, from: clip, to: picture, overwrite: false)
      first = try first ?? Pixels(picture)
      guard round < 10 else { break }
      try FFmpeg.make(["-loop", "1", "-r", "24", "-i", picture.path, "-frames:v", "10"] + encode)
    }
    let start = try #require(first)
    let end = try Pixels(folder / "round-10.\(format)")
    let drift = try #require(end.drift(from: start))
    // Signed: noise cancels out, a wrong matrix, range or rounding adds up round by round.
    #expect(drift.allSatisfy { abs($0) < (format == "png" ? 0.5 : 1) }, "\(drift)")
    #expect(try #require(end.difference(to: start)).mean < (format == "png" ? 1.5 : 3))
  }
}

extension Pixels {
  /// How far red, green and blue have moved on average; nil where sizes differ.
  func drift(from other: Pixels) -> [Double]? {
    guard samples.count == other.samples.count, !samples.isEmpty else { return nil }
    var sums = [0, 0, 0]
    for index in samples.indices { sums[index % 3] += Int(samples[index]) - Int(other.samples[index]) }
    return sums.map { 3 * Double($0) / Double(samples.count) }
  }
}
