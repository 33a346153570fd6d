import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import GenerationWorkflow

@Suite struct SeedMediaTests {
  private let folder: TemporaryFolder
  private let seed: URL

  init() throws {
    folder = try TemporaryFolder()
    seed = folder / "seed.mp4"
    try FFmpeg.make([
      "-f", "lavfi", "-i", "testsrc2=s=320x192:r=24:d=2", "-c:v", "libx264", "-bf", "0", "-g", "250", "-pix_fmt",
      "yuv420p", seed.path,
    ])
  }

  @Test func `a video that ends on a damaged frame is refused: clips would go on from it`() async throws {
    #expect(try await SeedMedia(seed).frames == 48)
    let damaged = folder / "damaged.mp4"
    try FFmpeg.make([
      "-i", seed.path, "-c", "copy", "-bsf:v", #"noise=amount=if(between(n\,40\,43)\,20\,0)"#, damaged.path,
    ])
    let error = await #expect(throws: WorkflowError.self) { try await SeedMedia(damaged) }
    #expect(error?.report.code == "workflow.damaged-seed" && error?.report.kind == .badInput)
    #expect(error?.report.message.contains("parts of its last frame, 47, couldn't be decoded") == true)
  }

  @Test func `a seed with a place that has no frame keeps its length, and says so`() async throws {
    let gap = folder / "gap.mp4"
    try FFmpeg.make([
      "-i", seed.path, "-vf", "select='not(eq(n,30))'", "-fps_mode", "passthrough", "-enc_time_base", "1:24",
      gap.path,
    ])
    let media = try await SeedMedia(gap)
    #expect(media.video?.frames == 47 && media.frames == 48)
    #expect(
      media.warnings(resultSize: media.size, fps: Rational(24)) == [
        "The seed has no frame in 1 of its 48 places: the frame before is held."
      ])
  }
}
