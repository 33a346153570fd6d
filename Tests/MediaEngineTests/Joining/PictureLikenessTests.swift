import Foundation
import MediaEngine
import TestSupport
import Testing

/// Guards how the best of several candidates is told: by the picture that each should begin with.
@Suite struct PictureLikenessTests {
  @Test func `a picture is like the clip that begins with it, and less like one that begins otherwise`() async throws
  {
    let folder = try TemporaryFolder()
    let clips = [JoinClip(folder / "own.mp4"), JoinClip(folder / "other.mp4")]
    try NumberedClip(count: 3).make(clips[0].file)
    try NumberedClip(first: 77, count: 3).make(clips[1].file)
    let picture = folder / "first.png"
    try FFmpeg.make(["-i", clips[0].file.path, "-frames:v", "1", picture.path])
    let own = try await ClipJoiner.likeness(of: picture, atBeginningOf: clips[0])
    let other = try await ClipJoiner.likeness(of: picture, atBeginningOf: clips[1])
    #expect(own > 0.95 && other < own - 0.05, "\(own), \(other)")
    await #expect(throws: MediaError.self) {
      try await ClipJoiner.likeness(of: clips[0].file, atBeginningOf: clips[0])
    }
  }
}
