import CFFmpeg
import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import MediaEngine

/// Guards what black and frozen runs are told by: the small pictures are those of ffmpeg's own filters.
@Suite struct LumaReducerTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "each picture is ffmpeg's, sample for sample",
    arguments: [
      ["-c:v", "libx264", "-pix_fmt", "yuv420p"],
      ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-color_range", "pc"],
      ["-c:v", "libx264", "-pix_fmt", "yuvj420p"],
      ["-c:v", "ffv1", "-pix_fmt", "yuv422p10"],
      ["-c:v", "libx264", "-pix_fmt", "yuv444p", "-colorspace", "bt709"],
      ["-c:v", "libx264rgb", "-pix_fmt", "bgr24"],
      ["-c:v", "libx264", "-pix_fmt", "gray"],
      ["-c:v", "ffv1", "-pix_fmt", "bgra"],
      ["-c:v", "ffv1", "-pix_fmt", "gray16le"],
      ["-c:v", "png", "-pix_fmt", "pal8"],
    ], ["64x48", "1280x720", "162x218"])
  func likeFilters(coding: [String], size: String) throws {
    let file = folder / "clip.mkv"
    try FFmpeg.make(
      ["-f", "lavfi", "-i", "testsrc2=s=\(size):r=25,noise=alls=30:all_seed=1", "-frames:v", "2"] + coding
        + [file.path])
    let judged = try Command.run(
      "ffmpeg",
      [
        "-v", "error", "-i", file.path, "-vf", "scale=160:90:flags=neighbor:out_range=tv,format=gray", "-f",
        "rawvideo", "-",
      ])
    var reader = try FrameReader(opening: file, cancellation: Cancellation())
    let frame = try Frame()
    let reduced = try Frame()
    var reducer: LumaReducer?
    var samples: [UInt8] = []
    while try reader.next(into: frame) {
      if reducer == nil {
        reducer = try LumaReducer(of: frame, to: try #require(PixelSize(width: 160, height: 90)))
      }
      try reducer?.reduce(frame, into: reduced)
      samples += reduced.firstPlane()
    }
    #expect(samples.count == 2 * 160 * 90)
    let differences = zip(samples, judged.stdout).map { abs(Int($0) - Int($1)) }
    #expect(differences.count == samples.count && differences.allSatisfy { $0 == 0 }, "\(differences.max() ?? -1)")
  }
}
