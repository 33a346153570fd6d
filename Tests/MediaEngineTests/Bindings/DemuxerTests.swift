import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import MediaEngine

@Suite struct DemuxerTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a name that looks like an address or a protocol is a file's name`() throws {
    for name in ["pipe:0.mp4", "http:clip.mp4", "a%03d.mp4", "concat:x|y.mp4", "ünï cödé.mp4"] {
      let clip = folder / name
      try FileManager.default.copyItem(at: ClipStore.clip("b-frames.mp4"), to: clip)
      let demuxer = try Demuxer(opening: clip, cancellation: Cancellation())
      #expect(try demuxer.mainVideo().codecName == "h264")
    }
  }

  @Test func `cancelling ends reading with CancellationError, not with a media error`() throws {
    let cancellation = Cancellation()
    let demuxer = try Demuxer(opening: ClipStore.clip("b-frames.mp4"), cancellation: cancellation)
    let packet = try Packet()
    #expect(try demuxer.read(into: packet))
    cancellation.cancel()
    #expect(throws: CancellationError.self) {
      _ = try Demuxer(opening: ClipStore.clip("h264.ts"), cancellation: cancellation).streams
    }
    do {
      _ = try demuxer.read(into: packet)
      Issue.record("reading went on")
    } catch {
      #expect(error is CancellationError)
    }
  }

  @Test func `libav's own words come with its errors, and nothing is printed`() throws {
    let junk = folder / "cut.mp4"
    try Data(contentsOf: ClipStore.clip("b-frames.mp4")).prefix(9000).write(to: junk)
    do {
      _ = try Demuxer(opening: junk, cancellation: Cancellation()).streams
      Issue.record("a file without an index was opened")
    } catch let error as MediaError {
      #expect(
        error.report.details["avLog"]?.elements?.contains { $0.text?.hasSuffix("moov atom not found") == true }
          == true)
      #expect(!error.report.message.contains("0x"))
    }
  }

  @Test func `frames and packets without a time have none, whatever libav writes there`() throws {
    #expect(Packet.time(.min) == nil)
    #expect(Packet.time(.max) == nil)
    #expect(Packet.time(-1) == -1)
    let frame = try Frame()
    #expect(frame.pts == nil)
    #expect(frame.presentationTime == nil)
    frame.pts = 42
    #expect(frame.presentationTime == 42)
  }
}
