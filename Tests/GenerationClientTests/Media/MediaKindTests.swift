import Foundation
import TestSupport
import Testing

@testable import GenerationClient

/// What ffmpeg writes is told for what it is, under a name that says nothing.
struct MediaKindTests {
  @Test(arguments: [
    ("png", "image/png", MediaKind.Family.image), ("mjpeg", "image/jpeg", .image), ("webp", "image/webp", .image),
    ("gif", "image/gif", .image), ("bmp", "image/bmp", .image), ("mp4", "video/mp4", .video),
    ("mov", "video/quicktime", .video), ("webm", "video/webm", .video), ("matroska", "video/x-matroska", .video),
    ("3gp", "video/3gpp", .video),
  ])
  func `pictures and videos`(format: String, type: String, family: MediaKind.Family) throws {
    let folder = try TemporaryFolder()
    let stills = ["png", "mjpeg", "webp", "gif", "bmp"]
    let codec = format == "webm" ? "libvpx-vp9" : "mpeg4"
    let encoder = stills.contains(format) ? ["-frames:v", "1"] : ["-c:v", codec]
    let container = ["png", "bmp", "mjpeg"].contains(format) ? "image2" : format
    let still = container == "image2" ? ["-c:v", format, "-update", "1"] : []
    try FFmpeg.make(
      ["-f", "lavfi", "-i", "testsrc2=size=176x144:rate=5:duration=1"] + encoder + still
        + ["-f", container, (folder / "file").path])
    let kind = try MediaKind.of(folder / "file")
    #expect(kind?.mimeType == type)
    #expect(kind?.family == family)
  }

  @Test(arguments: [
    ("mp3", "audio/mpeg"), ("wav", "audio/wav"), ("flac", "audio/flac"), ("ogg", "audio/ogg"), ("ipod", "audio/mp4"),
  ])
  func sounds(format: String, type: String) throws {
    let folder = try TemporaryFolder()
    try FFmpeg.make(
      ["-f", "lavfi", "-i", "sine=frequency=440:duration=0.2", "-f", format, (folder / "file").path])
    #expect(try MediaKind.of(folder / "file")?.mimeType == type)
  }

  @Test(arguments: ["", "hello", "%PDF-1.7", "RIFF\0\0\0\0AVI LIST", "#!/bin/sh\n", "\0\0\0\0\0\0\0\0\0\0\0\0"])
  func `anything else is nothing`(text: String) {
    #expect(MediaKind(beginning: Data(text.utf8)) == nil)
  }
}
