import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct `Rehearsed clips` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `a clip has exactly the asked frames, size, rate and colour tags`() async throws {
    let clip = folder / "clip.mp4"
    try await ClipRenderer.render(try script(frames: 37, fps: "24000/1001"), to: clip)
    #expect(try FFmpeg.frameCount(clip) == 37)
    let entries = "codec_name,width,height,pix_fmt,color_range,color_space,color_transfer,color_primaries"
    #expect(
      try FFmpeg.probe(clip, entries).split(separator: "\n")
        == ["h264", "320", "180", "yuv420p", "tv", "bt709", "bt709", "bt709"])
    #expect(try FFmpeg.probe(clip, "r_frame_rate,avg_frame_rate") == "24000/1001\n24000/1001")
  }

  @Test func `the index stands before the media`() async throws {
    let clip = folder / "clip.mp4"
    try await ClipRenderer.render(try script(frames: 5), to: clip)
    let bytes = try Data(contentsOf: clip)
    let index = try #require(bytes.firstRange(of: Data("moov".utf8)))
    let media = try #require(bytes.firstRange(of: Data("mdat".utf8)))
    #expect(index.lowerBound < media.lowerBound)
  }

  @Test func `a webm clip is VP9 with exactly the asked frames`() async throws {
    let clip = folder / "clip.webm"
    var script = try script(frames: 12, fps: "25")
    script.format = .webm
    try await ClipRenderer.render(script, to: clip)
    #expect(try FFmpeg.frameCount(clip) == 12)
    #expect(try FFmpeg.probe(clip, "codec_name,color_space,avg_frame_rate") == "vp9\nbt709\n25/1")
  }

  @Test func `the first frame is the first image and the last frame is the last image, but for the mark`()
    async throws
  {
    let (first, last) = (folder / "first.png", folder / "last.jpg")
    // Smooth, so that 4:2:0 loses nothing and what remains is matrix, range and rounding.
    try FFmpeg.make([
      "-f", "lavfi", "-i", "gradients=size=320x180:nb_colors=3:seed=3:c0=0x204080:c1=0xe0a060:c2=0x60c090",
      "-frames:v", "1", "-pix_fmt", "rgb24",
      first.path,
    ])
    try FFmpeg.make([
      "-f", "lavfi", "-i", "gradients=size=320x180:nb_colors=3:seed=9:c0=0xc03050:c1=0x3080c0:c2=0xf0e0d0",
      "-frames:v", "1", "-pix_fmt", "yuvj444p",
      "-q:v",
      "1", last.path,
    ])
    let clip = folder / "clip.mp4"
    var script = try script(frames: 30, first: first, last: last)
    script.quality = 99
    try await ClipRenderer.render(script, to: clip)
    #expect(try meanDifference(clip, frame: 0, image: first) < 1)
    #expect(try meanDifference(clip, frame: 29, image: last) < 1)
    // The dissolve has an effect: halfway it is neither.
    #expect(try meanDifference(clip, frame: 24, image: last) > 5)
  }

  @Test(arguments: [UInt64(0), 1, 2, 3])
  func `no two neighbouring frames are the same picture above the bar`(variation: UInt64) async throws {
    let clip = folder / "clip.mp4"
    var script = try script(frames: 48)
    script.variation = variation
    try await ClipRenderer.render(script, to: clip)
    // Mean absolute luma difference of each frame to the one before, in the upper two thirds: no mark, no bar.
    let text = try Command.output(
      "ffmpeg",
      [
        "-v", "error", "-i", clip.path, "-vf",
        "crop=iw:ih*2/3:0:0,tblend=all_mode=difference,signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-",
        "-f",
        "null", "-",
      ])
    let differences = text.split(separator: "\n").compactMap { line in
      line.split(separator: "=").last.flatMap { line.contains("YAVG") ? Double($0) : nil }
    }
    #expect(differences.count == 47)
    #expect(differences.allSatisfy { $0 > 0.02 }, "\(differences)")
  }

  @Test func `equal scripts give equal pictures, other variations others`() async throws {
    let clips = try ["a", "b", "c"].map { try (folder / "\($0).mp4", script(frames: 3)) }
    for (clip, script) in clips {
      var script = script
      if clip.lastPathComponent == "c.mp4" { script.variation = 99 }
      try await ClipRenderer.render(script, to: clip)
    }
    let hashes = try clips.map { try FFmpeg.frameHashes($0.0) }
    #expect(hashes[0] == hashes[1])
    #expect(hashes[0] != hashes[2])
  }

  @Test func `an odd size is cut by one pixel, not scaled`() async throws {
    let image = folder / "odd.png"
    try FFmpeg.make(["-f", "lavfi", "-i", "cellauto=size=161x91:rule=30", "-frames:v", "1", image.path])
    let clip = folder / "clip.mp4"
    var script = try script(frames: 2, first: image)
    script.size = try #require(PixelSize(width: 161, height: 91))
    script.quality = 99
    try await ClipRenderer.render(script, to: clip)
    #expect(try FFmpeg.probe(clip, "width,height") == "160\n90")
    // Black and white noise: any scaling would blur it to grey.
    let difference = try meanDifference(clip, frame: 0, image: image)
    #expect(difference < 5)
  }

  @Test(arguments: [
    "it's 100%: [a], b;c\\d 'e' %{n}", "ünïcödé 漢字", "", "\n", String(repeating: "very long ", count: 60),
  ])
  func `any label can be shown`(label: String) async throws {
    let clip = folder / "clip.mp4"
    var script = try script(frames: 2)
    script.label = label
    try await ClipRenderer.render(script, to: clip)
    #expect(try FFmpeg.frameCount(clip) == 2)
  }

  @Test func `one frame is a clip too, with a first and a last image`() async throws {
    let image = folder / "first.png"
    try FFmpeg.make(["-f", "lavfi", "-i", "testsrc2=size=320x180", "-frames:v", "1", image.path])
    let clip = folder / "clip.mp4"
    try await ClipRenderer.render(try script(frames: 1, first: image, last: image), to: clip)
    #expect(try FFmpeg.frameCount(clip) == 1)
  }

  @Test func `what makes no clip is refused with its value and what is allowed`() async throws {
    let image = folder / "text.png"
    try Data("no image".utf8).write(to: image)
    var (none, still, poor, text) = (
      try script(frames: 0), try script(frames: 2), try script(frames: 2), try script(frames: 2)
    )
    none.label = ""
    still.fps = .zero
    poor.quality = 100
    text.first = image
    for (script, message) in [
      (none, "0 frames make no clip; at least 1 is needed. Ask for 1 frame or more."),
      (
        still,
        "The frame rate is 0; 1/60 to 1000 frames a second are possible. Give frames a second, such as 24, 29.97 or 24000/1001."
      ),
      (
        poor, "The quality is 100; 20 to 99 is possible. 95 is hard to tell from the source, 80 is good for the web."
      ),
      (
        text,
        "'\(image.relativePath)' is no PNG, JPEG or WEBP image. Prepare the image first (rwmedia prepare), which reads many more formats."
      ),
    ] {
      let error = await #expect(throws: MediaError.self) {
        try await ClipRenderer.render(script, to: folder / "clip.mp4")
      }
      #expect(error?.description == message)
    }
    #expect(folder.contents == ["text.png"])
  }

  @Test func `a missing image is told as missing, and nothing is left`() async throws {
    let script = try script(frames: 2, first: folder / "nowhere.png")
    let error = await #expect(throws: FileError.self) {
      try await ClipRenderer.render(script, to: folder / "clip.mp4")
    }
    #expect(error?.report.code == "file.missing")
    #expect(folder.contents == [])
  }

  @Test func `cancelling stops at once and leaves nothing`() async throws {
    let script = try script(frames: 100_000)
    let clip = folder / "clip.mp4"
    await #expect(throws: CancellationError.self) {
      try await Canceller().run { _ = try await ClipRenderer.render(script, to: clip, progress: $0) }
    }
    #expect(folder.contents == [])
  }

  private func script(
    frames: Int, fps: String = "24", first: URL? = nil, last: URL? = nil
  ) throws -> ClipScript {
    ClipScript(
      size: try #require(PixelSize(width: 320, height: 180)), fps: try #require(Rational(fps)), frames: frames,
      first: first, last: last, label: "test:1@1", variation: 3)
  }

  /// Mean difference in RGB levels, in the upper two thirds of the picture: by ffmpeg's own conversion and Pillow.
  private func meanDifference(_ clip: URL, frame: Int, image: URL) throws -> Double {
    let still = folder / "frame.png"
    try FFmpeg.make([
      "-i", clip.path, "-vf",
      "select='eq(n,\(frame))',scale=in_color_matrix=bt709:flags=accurate_rnd+full_chroma_int+full_chroma_inp",
      "-frames:v", "1", "-pix_fmt", "rgb24", still.path,
    ])
    let program = """
      import sys, numpy; from PIL import Image
      a = numpy.asarray(Image.open(sys.argv[1]).convert('RGB')).astype(float)
      b = numpy.asarray(Image.open(sys.argv[2]).convert('RGB')).astype(float)
      h = a.shape[0] * 2 // 3
      print(abs(a[:h] - b[:h, :a.shape[1]]).mean())
      """
    let text = try Command.output("/usr/bin/python3", ["-c", program, still.path, image.path])
    return try #require(Double(text.trimmingCharacters(in: .whitespacesAndNewlines)))
  }
}
