import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import MediaEngine

@Suite struct VideoFramesTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a loop sees every frame once, in presented order`() async throws {
    let clip = try ClipStore.clip("open-gop.mp4")
    var numbers: [Int] = []
    for try await picture in VideoFrames(of: clip, format: .png) {
      #expect(picture.index == numbers.count)
      #expect(abs(picture.seconds - Double(picture.index) / 24) < 1e-9)
      #expect(picture.size == PixelSize(width: 320, height: 180))
      if picture.index % 20 == 3 {
        let file = folder / "\(picture.index).png"
        try picture.data.write(to: file)
        #expect(try BarcodeClip.numbers(of: file) == [picture.index])
      }
      numbers.append(picture.index)
    }
    #expect(numbers == Array(0..<100))
  }

  @Test func `a file that holds no video fails at the first frame`() async throws {
    let sound = folder / "sound.m4a"
    try FFmpeg.make(["-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac", sound.path])
    let error = await #expect(throws: MediaError.self) {
      for try await _ in VideoFrames(of: sound, format: .png) {}
    }
    #expect(error?.report.code == "media.no-video")
  }

  @Test func `one picture in memory is what would be written`() async throws {
    let clip = try ClipStore.clip("vp9.webm")
    let picture = try await FrameExtractor.picture(.index(42), from: clip, format: .png)
    let file = folder / "42.png"
    _ = try await FrameExtractor.extract(.index(42), from: clip, to: file, overwrite: false)
    #expect(try picture.data == Data(contentsOf: file))
    #expect(picture.index == 42)
  }
}
