import Foundation
import GenerationClient
import MediaBasics
import TestSupport
import Testing

struct RunwareUploadTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func file(_ name: String, _ beginning: [UInt8], length: Int = 100_000) throws -> (URL, Data) {
    let data = Data(beginning) + Data((0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })
    try data.write(to: folder / name)
    return (folder / name, data)
  }

  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Lengths around every boundary: of base64's groups and of the pieces that are read at a time.
  @Test(arguments: [1, 2, 3, 4, 49_143, 49_144, 49_145, 49_146, 98_296, 98_297, 300_000])
  func `an image goes out as a data URI of the very bytes`(length: Int) async throws {
    let (url, data) = try file("photo.jpg", Self.png, length: length)
    let server = try FakeServer { _, _ in [.json(#"{"data":[{"imageUUID":"u-1","imageURL":"https://x.example/1"}]}"#)]
    }
    let media = try await Rig.runware(server).upload(url, progress: nil)
    #expect(media.reference == "u-1")
    // Runware drops it 30 days after its last use.
    let days = try #require(media.expires).timeIntervalSinceNow / 86_400
    #expect(days > 28 && days < 30)
    let request = try #require(server.requests.first)
    let task = try #require(try Rig.tasks(request).first)
    #expect(task["taskType"] == "imageUpload")
    // By its bytes a PNG, whatever the name says.
    let text = try #require(task["image"]?.text)
    #expect(text.hasPrefix("data:image/png;base64,"))
    #expect(Data(base64Encoded: String(text.dropFirst(22))) == data)
    #expect(request.headers["content-length"] == "\(request.body.count)")
    #expect(request.headers["transfer-encoding"] == nil)
  }

  @Test(arguments: [
    ("a.mp4", Array("\0\0\0\u{18}ftypmp42".utf8), "video/mp4"),
    ("a.mov", Array("\0\0\0\u{14}ftypqt  ".utf8), "video/quicktime"),
    ("a.mp3", Array("ID3\u{3}".utf8), "audio/mpeg"), ("a.wav", Array("RIFF0000WAVEfmt ".utf8), "audio/wav"),
    ("a.flac", Array("fLaC".utf8), "audio/flac"),
  ])
  func `video and sound go to the media storage`(name: String, beginning: [UInt8], type: String) async throws {
    let (url, data) = try file(name, beginning)
    let server = try FakeServer { _, _ in
      [.json(#"{"data":[{"operation":"upload","mediaUUID":"m-1","mediaURL":"https://x.example/1"}]}"#)]
    }
    let media = try await Rig.runware(server).upload(url, progress: nil)
    #expect(media.reference == "m-1")
    let request = try #require(server.requests.first)
    let task = try #require(try Rig.tasks(request).first)
    #expect(task["taskType"] == "mediaStorage")
    #expect(task["operation"] == "upload")
    #expect(task["media"]?.text == "data:\(type);base64,\(data.base64EncodedString())")
  }

  @Test func `an upload that is cut is sent again from its beginning`() async throws {
    let (url, data) = try file("photo.png", Self.png, length: 1_000_000)
    let server = try FakeServer(cutAfter: { $0 == 0 ? 400_000 : nil }) { _, _ in
      [.json(#"{"data":[{"imageUUID":"u-1"}]}"#)]
    }
    let media = try await Rig.runware(server).upload(url, progress: nil)
    #expect(media.reference == "u-1")
    #expect(server.connections == 2)
    let request = try #require(server.requests.first)
    let text = try Rig.tasks(request).first?["image"]?.text
    #expect(text == "data:image/png;base64,\(data.base64EncodedString())")
  }

  @Test func `an upload without an id yet is asked for`() async throws {
    let (url, _) = try file("photo.png", Self.png)
    let server = try FakeServer { request, number in
      let id = Rig.ids(request).first ?? ""
      return [.json(#"{"data":[{"taskUUID":"\#(id)","imageUUID":"\#(number < 2 ? "1" : "u-9")"}]}"#)]
    }
    let media = try await Rig.runware(server).upload(url, progress: nil)
    #expect(media.reference == "u-9")
    #expect(server.requests.count == 3)
  }

  @Test func `a refused upload tells why`() async throws {
    let (url, _) = try file("photo.png", Self.png)
    let server = try FakeServer { _, _ in
      [.json(#"{"errors":[{"code":"invalidImage","message":"too small","parameter":"image"}]}"#, status: 400)]
    }
    let error = await #expect(throws: GenerationError.self) {
      try await Rig.runware(server).upload(url, progress: nil)
    }
    #expect(error?.report.kind == .refused)
    #expect(server.requests.count == 1)
  }

  @Test func `what is no media is not uploaded`() async throws {
    let (url, _) = try file("photo.png", Array("%PDF-1.7".utf8))
    let server = try FakeServer { _, _ in [] }
    let provider = try Rig.runware(server)
    let error = await #expect(throws: GenerationError.self) { try await provider.upload(url, progress: nil) }
    #expect(error?.report.kind == .badInput)
    try Data().write(to: folder / "empty.png")
    await #expect(throws: FileError.self) { try await provider.upload(folder / "empty.png", progress: nil) }
    await #expect(throws: FileError.self) { try await provider.upload(folder / "none.png", progress: nil) }
    #expect(server.requests.isEmpty)
  }

  @Test func `the log tells of an upload without its media`() async throws {
    let (url, data) = try file("photo.png", Self.png)
    let server = try FakeServer { _, _ in [.json(#"{"data":[{"imageUUID":"u-1"}]}"#)] }
    let log = Lines()
    _ = try await Rig.runware(server, log: log).upload(url, progress: nil)
    #expect(!log.text.contains(data.base64EncodedString().prefix(40)))
    #expect(log.all.first?.hasSuffix(" streamed") == true)
  }
}
