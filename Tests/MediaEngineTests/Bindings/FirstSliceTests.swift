import CFFmpeg
import Foundation
import TestSupport
import Testing

@testable import MediaEngine

/// Guards that a stream is described from the beginning of its first picture as libav describes it by decoding.
@Suite struct FirstSliceTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    "-pix_fmt yuv420p", "-pix_fmt yuv420p -profile:v baseline", "-pix_fmt yuv420p -bf 16 -b_strategy 0",
    "-pix_fmt yuv420p -x264-params tff=1", "-pix_fmt yuv420p -x264-params slices=8",
    "-pix_fmt yuv420p -x264-params intra-refresh=1", "-pix_fmt yuv420p -x264-params open-gop=1:keyint=10",
    "-pix_fmt yuv420p10 -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc", "-pix_fmt yuv422p",
    "-pix_fmt yuv444p -color_range pc", "-pix_fmt gray", "-pix_fmt yuvj420p -colorspace bt709",
    "-pix_fmt yuv420p -chroma_sample_location topleft", "-pix_fmt yuv420p -vf scale=318:182,setsar=16/11",
    "-pix_fmt yuv420p -frames:v 1", "-pix_fmt yuv420p -movflags frag_keyframe+empty_moov", "-pix_fmt yuv420p -qp 0",
  ])
  func `an H.264 stream is what decoding its first picture would tell`(options: String) throws {
    let clip = folder / "clip.mp4"
    try FFmpeg.make(
      ["-f", "lavfi", "-i", "testsrc2=s=640x360:r=25,noise=alls=40:all_seed=1", "-t", "1", "-c:v", "libx264"]
        + options.components(separatedBy: " ") + [clip.path])
    let theirs = try #require(try decoded(clip, describing: false))
    // The second time it's remembered.
    for _ in 0..<2 {
      let demuxer = try Demuxer(opening: clip, cancellation: Cancellation())
      let ours = try #require(demuxer.streams.first)
      // All that is known of it, member by member.
      #expect("\(ours)" == "\(theirs)")
    }
  }

  @Test func `the same picture in a container that tells another size is looked at again`() throws {
    let (clip, other) = (folder / "clip.mp4", folder / "other.mp4")
    try FFmpeg.make([
      "-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=1", "-c:v", "libx264", "-pix_fmt", "yuv420p", clip.path,
    ])
    var bytes = try Data(contentsOf: clip)
    // The width in the sample entry (ISO/IEC 14496-12, VisualSampleEntry).
    let width = try #require(bytes.range(of: Data("avc1".utf8), in: 100..<bytes.count)).upperBound + 24
    #expect(bytes[width..<width + 2] == Data([2, 128]))
    bytes.replaceSubrange(width..<width + 2, with: [1, 64])
    try bytes.write(to: other)
    #expect(try decoded(clip, describing: true) != nil)
    #expect(try decoded(other, describing: true) == nil)
  }

  @Test func `the beginning of a picture is enough, and one that makes no sense is left to libav`() throws {
    let clip = folder / "clip.mp4"
    try FFmpeg.make([
      "-f", "lavfi", "-i", "testsrc2=s=640x360:r=25,noise=alls=40", "-t", "1", "-c:v", "libx264", "-pix_fmt",
      "yuv420p",
      "-movflags", "+faststart", clip.path,
    ])
    #expect(try decoded(clip, describing: true)?.pixelFormat == AV_PIX_FMT_YUV420P)
    var bytes = try Data(contentsOf: clip)
    let media = try #require(bytes.range(of: Data("mdat".utf8))).upperBound
    bytes.replaceSubrange(media..<media + 4096, with: Data(repeating: 0xAA, count: 4096))
    try bytes.write(to: clip)
    #expect(try decoded(clip, describing: true) == nil)
    let demuxer = try Demuxer(opening: clip, cancellation: Cancellation())
    #expect(demuxer.streams.first?.codecName == "h264")
  }

  /// The first stream as libav alone describes it, or as our look at the first slice does; nil where that gives up.
  private func decoded(_ url: URL, describing: Bool) throws -> MediaStream? {
    var context: UnsafeMutablePointer<AVFormatContext>?
    defer { avformat_close_input(&context) }
    try #require(avformat_open_input(&context, url.path, nil, nil) >= 0)
    let stream = try #require(context?.pointee.streams[0])
    if describing {
      guard FirstSlice.describe(stream, of: url) else { return nil }
    } else {
      try #require(avformat_find_stream_info(context, nil) >= 0)
    }
    return MediaStream(reading: stream, parameters: try #require(stream.pointee.codecpar))
  }
}
