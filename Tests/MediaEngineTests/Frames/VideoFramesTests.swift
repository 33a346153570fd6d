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

  @Test func `a small picture of a frame is ffmpeg's own at that size`() async throws {
    let clip = try ClipStore.clip("vp9.webm")
    let whole = try await FrameExtractor.picture(.first, from: clip, format: .png)
    let picture = try await FrameExtractor.picture(.first, from: clip, format: .png, longestSide: 100)
    #expect(picture.size == whole.size.within(100))
    #expect(picture.size.width == 100)
    let (ours, theirs) = (folder / "ours.png", folder / "theirs.png")
    try picture.data.write(to: ours)
    try FFmpeg.make([
      "-i", clip.path, "-frames:v", "1", "-vf",
      "scale=\(picture.size.width):\(picture.size.height):flags=bicubic+accurate_rnd+full_chroma_int", "-pix_fmt",
      "rgb24",
      theirs.path,
    ])
    let most = try Pillow.number(
      """
      from PIL import ImageChops
      difference = ImageChops.difference(Image.open(path('ours.png')), Image.open(path('theirs.png')))
      print(max(most for _, most in difference.getextrema()))
      """, in: folder)
    #expect(most <= 3)
  }
}
