import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import MediaEngine

@Suite struct FrameRefusalTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [-1, 100, 5000])
  func `a number outside the video is refused with the range`(_ index: Int) async throws {
    let report = try await failure([.index(index)], try ClipStore.clip("b-frames.mp4"))
    #expect(report.code == "media.frame-range")
    #expect(report.kind == .usage)
    #expect(report.message.hasPrefix("Frame \(index) lies outside '"))
    #expect(report.message.hasSuffix("b-frames.mp4'; its 100 frames are 0 … 99."))
  }

  @Test func `a time outside the video is refused with the range, its very end is the last frame`() async throws {
    let clip = try ClipStore.clip("b-frames.mp4")
    let report = try await failure([.seconds(Rational(5))], clip)
    #expect(report.code == "media.frame-time")
    #expect(report.message.hasPrefix("5.0 s lies outside '"))
    #expect(report.message.hasSuffix("which lasts 0 … 4.167 s."))
    let end = try #require(Rational(100, 24))
    let frames = try await FrameExtractor.extract(
      [.seconds(end)], from: clip, into: folder.url, format: .png, quality: 95, overwrite: false)
    #expect(frames.map(\.index) == [99])
  }

  @Test func `more evenly spread frames than there are is refused`() async throws {
    let report = try await failure([], evenly: 101, try ClipStore.clip("b-frames.mp4"))
    #expect(report.code == "media.frame-count")
    #expect(report.kind == .usage)
  }

  @Test func `a full disk is told of the picture, in the system's words`() throws {
    let picture = FramePicture(index: 0, seconds: 0, size: .single, data: Data(count: 9), isInterlaced: false)
    let error = #expect(throws: FileError.self) {
      try picture.fill(URL(fileURLWithPath: "/dev/full"), of: folder / "first.png")
    }
    #expect(error?.report.code == "file.unwritable" && error?.report.kind == .cannotWrite)
    #expect(error?.report.message.hasSuffix("first.png' can't be written: No space left on device.") == true)
  }

  @Test func `what is no video is bad input and says what it is`() async throws {
    let text = folder / "notes.mp4"
    try Data(String(repeating: "not a video at all\n", count: 400).utf8).write(to: text)
    #expect(try await failure([.first], text).code == "media.not-media")
    let empty = folder / "empty.mp4"
    try Data().write(to: empty)
    #expect(try await failure([.first], empty).code == "file.empty")
    #expect(try await failure([.first], folder / "none.mp4").kind == .missingInput)
    let sound = folder / "sound.m4a"
    try FFmpeg.make(["-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac", sound.path])
    let report = try await failure([.last], sound)
    #expect(report.code == "media.no-video")
    #expect(report.kind == .badInput)
    #expect(report.message.hasSuffix("holds no video stream, only audio (aac)."))
  }

  @Test func `a file without its index is told in libav's own words`() async throws {
    let clip = folder / "cut.mp4"
    let bytes = try Data(contentsOf: ClipStore.clip("b-frames.mp4"))
    try bytes.prefix(bytes.count / 2).write(to: clip)
    let report = try await failure([.first], clip)
    #expect(report.code == "media.not-media")
    #expect(report.kind == .badInput)
    #expect(report.message.contains("moov atom not found"))
  }

  @Test func `HDR is refused by name, not converted wrongly`() async throws {
    for (transfer, name) in [("smpte2084", "smpte2084"), ("arib-std-b67", "arib-std-b67")] {
      let clip = folder / "\(name).mp4"
      try BarcodeClip.make(
        clip,
        [
          "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-frames:v", "3", "-x265-params",
          "log-level=none:colorprim=bt2020:transfer=\(transfer):colormatrix=bt2020nc",
        ])
      let report = try await failure([.last], clip)
      #expect(report.code == "media.hdr")
      #expect(report.message.contains(name))
    }
  }

  @Test func `a playlist can't make files open that nobody named`() async throws {
    let list = folder / "list.mp4"
    try Data("#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n\(ClipStore.clip("h264.ts").path)\n#EXT-X-ENDLIST\n".utf8)
      .write(to: list)
    #expect(try await failure([.first], list).code == "media.not-media")
  }

  @Test func `an image that is there already stays, and no scratch file is left`() async throws {
    let output = folder / "frame.png"
    try Data("mine".utf8).write(to: output)
    await #expect(throws: FileError.self) {
      try await FrameExtractor.extract(.first, from: ClipStore.clip("b-frames.mp4"), to: output, overwrite: false)
    }
    #expect(try Data(contentsOf: output) == Data("mine".utf8))
    #expect(folder.contents == ["frame.png"])
    let frame = try await FrameExtractor.extract(
      .first, from: ClipStore.clip("b-frames.mp4"), to: output, overwrite: true)
    #expect(frame.index == 0)
  }

  @Test func `a file name that tells no image format is refused`() async throws {
    let error = await #expect(throws: MediaError.self) {
      try await FrameExtractor.extract(
        .first, from: ClipStore.clip("b-frames.mp4"), to: folder / "frame.bmp", overwrite: false)
    }
    #expect(error?.report.code == "media.image-extension")
    #expect(error?.report.kind == .usage)
  }

  private func failure(_ requests: [FrameRequest], evenly: Int? = nil, _ clip: URL) async throws -> FailureReport {
    do {
      _ = try await FrameExtractor.extract(
        requests, evenly: evenly, from: clip, into: folder.url, format: .png, quality: 95, overwrite: false)
    } catch let error as any ReportedError {
      return error.report
    }
    throw Unprepared(description: "nothing was refused")
  }

  @Test("a file that is there is refused before the first picture is written")
  func existingLater() async throws {
    let folder = try TemporaryFolder()
    let there = folder / "b-frames-000005.png"
    try Data("mine".utf8).write(to: there)
    let error = await #expect(throws: FileError.self) {
      try await FrameExtractor.extract(
        [.index(3), .index(5)], from: ClipStore.clip("b-frames.mp4"), into: folder.url, format: .png, quality: 95,
        overwrite: false)
    }
    #expect(error?.report.code == "file.exists")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["b-frames-000005.png"])
    #expect(try Data(contentsOf: there) == Data("mine".utf8))
  }

}
