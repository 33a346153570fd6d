import Foundation
import MediaBasics
import ModelCatalog
import TestSupport
import Testing

@testable import GenerationClient

/// Guards that no byte of a request goes out whose files or references a service wouldn't take.
struct UploadRulesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) + Data(count: 1000)
    try png.write(to: folder / "image.png")
    try Data("%PDF-1.7".utf8).write(to: folder / "page.png")
  }

  private var request: GenerationRequest {
    GenerationRequest(
      model: "m", frameImages: [FrameImage(.file(folder / "page.png"))],
      referenceImages: [.file(folder / "image.png"), .file(folder / "page.png")],
      referenceVideos: [.file(folder / "image.png")], audios: [.file(folder / "none.mp3")],
      seedVideo: .identifier("https://files.example/v.mp4"))
  }

  @Test func `all files that a service wouldn't take are told at once`() throws {
    let server = try FakeServer { _, _ in [] }
    for provider in [try Rig.runware(server), try Rig.runway(server)] {
      let issues = provider.issues(in: request)
      #expect(issues.map(\.path) == ["referenceImages[1]", "referenceVideos[0]", "audios[0]"])
      #expect(issues.map(\.code) == ["upload.type", "upload.type", "file.missing"])
      #expect(issues[1].message.hasSuffix("is image/png; video is expected here."))
    }
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: [
    ("https://files.example/a.png", 0, true), ("runway://3f2504e0", 0, true), ("data:image/png;base64,AAAA", 0, true),
    ("http://files.example/a.png", 0, false), ("https://192.0.2.7/a.png", 0, false),
    ("3f2504e0-4f89-41d3-9a0c-0305e82c3301", 0, false), ("data:text/plain;base64,AAAA", 0, false),
    ("data:image/png,AAAA", 0, false), ("https://files.example/", 2048, false),
    ("data:image/png;base64,", 5_242_880, false),
  ])
  func `Runway's rule on references`(text: String, padding: Int, taken: Bool) throws {
    let reference = MediaReference.identifier(text + String(repeating: "A", count: padding))
    let issues = RunwayReference.issues(in: GenerationRequest(model: "m", referenceImages: [reference]))
    #expect(issues.isEmpty == taken)
    #expect(issues.allSatisfy { $0.path == "referenceImages[0]" && $0.message.count < 400 })
  }

  @Test func `bare base64 is known by what it holds`() throws {
    let image = try Data(contentsOf: folder / "image.png").base64EncodedString()
    #expect(InlineMedia.dataURI(ofBase64: image) == "data:image/png;base64,\(image)")
    for other in ["photo.png", "iVBORw0KGgo", String(repeating: "QUJD", count: 40), image + "!", "a/b/c.jpg"] {
      #expect(InlineMedia.dataURI(ofBase64: other) == nil)
    }
  }
}
