import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import GenerationSimulator

@Suite struct UploadTests {
  @Test func `an image comes back under its id and its address, byte for byte`() async throws {
    try await SimulatorClient.run { client in
      let image = try await png("640x360")
      let id = newID()
      for text in [image.base64EncodedString(), "data:image/png;base64,\(image.base64EncodedString())"] {
        let answer = try await client.post([
          ["taskType": "imageUpload", "taskUUID": .string(id), "image": .string(text)]
        ])
        #expect(answer.status == 200)
        #expect(answer.json["errors"] == nil)
        #expect(answer.item["taskType"] == "imageUpload")
        #expect(answer.item["taskUUID"]?.text == id)
        let asset = try #require(answer.item["imageUUID"]?.text)
        let address = try #require(answer.item["imageURL"]?.text)
        #expect(address == "\(client.address)/files/\(asset).png")
        #expect(try await client.get(address).body == image)
      }
    }
  }

  @Test func `an upload's own address is taken where an image is wanted`() async throws {
    try await SimulatorClient.run { client in
      let image = try await png("1366x768")
      let upload = try await client.post([
        [
          "taskType": "imageUpload", "taskUUID": .string(newID()),
          "image": .string(image.base64EncodedString()),
        ]
      ])
      let address = try #require(upload.item["imageURL"])
      let id = newID()
      _ = try await client.post([videoTask(id, ["frameImages": [["inputImage": address, "frame": "first"]]])])
      _ = try await client.finished(id)
      let picture = try #require(await client.tools.rendered.first?.first)
      #expect(try Data(contentsOf: picture.file) == image)
    }
  }

  private static let wrongImages = [
    "not base64 §", Data("plain text, no image".utf8).base64EncodedString(), "https://example.com/a.png",
    "data:image/png;base64,", "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
  ]

  @Test(arguments: wrongImages)
  func `what is no image is refused and not kept`(text: String) async throws {
    try await SimulatorClient.run { client in
      let answer = try await client.post([
        ["taskType": "imageUpload", "taskUUID": .string(newID()), "image": .string(text)]
      ])
      #expect(answer.status == 400)
      #expect(answer.codes == ["invalidImage"])
      #expect(answer.json["errors"]?.elements?.first?["parameter"] == "image")
      #expect(try await client.get("/_sim/requests").json["uploads"]?["count"] == 0)
    }
  }

  @Test func `stored media can be deleted, once`() async throws {
    try await SimulatorClient.run { client in
      let image = try await png("640x360")
      let stored = try await client.post([
        [
          "taskType": "mediaStorage", "taskUUID": .string(newID()), "operation": "upload",
          "media": .string(image.base64EncodedString()),
        ]
      ])
      let asset = try #require(stored.item["mediaUUID"])
      let address = try #require(stored.item["mediaURL"]?.text)
      func delete() async throws -> SimulatorClient.Answer {
        try await client.post([
          ["taskType": "mediaStorage", "taskUUID": .string(newID()), "operation": "delete", "mediaUUID": asset]
        ])
      }
      #expect(try await delete().item["mediaUUID"] == asset)
      #expect(try await client.get(address).status == 404)
      #expect(try await delete().codes == ["mediaNotFound"])
    }
  }

  @Test func `a frame image of another size than the model's only one is refused where it must fit`() async throws {
    try await SimulatorClient.run { client in
      let image = try await png("1280x720").base64EncodedString()
      let answer = try await client.post([
        videoTask(newID(), ["frameImages": [["inputImage": .string(image), "frame": "first"]]])
      ])
      #expect(answer.codes == ["invalidFrameImageWidth"])
    }
  }

  @Test func `tens of megabytes in one request are taken`() async throws {
    try await SimulatorClient.run { client in
      // A PNG's signature and size, then noise: the stand-in for the media library reads no further.
      var image = try await png("640x360").prefix(32)
      image.append(try await offPool { try Self.noise(24_000_000) })
      let answer = try await client.post([
        [
          "taskType": "imageUpload", "taskUUID": .string(newID()), "image": .string(image.base64EncodedString()),
        ]
      ])
      #expect(answer.status == 200)
      let uploads = try await client.get("/_sim/requests").json["uploads"]
      #expect(uploads?["bytes"]?.int == image.count)
      let digest = try await offPool { [image] in
        try Command.output("sha256sum", ["-"], input: image).prefix(64).description
      }
      #expect(uploads?["items"]?.elements?.first?["sha256"]?.text == digest)
    }
  }

  private static func noise(_ count: Int) throws -> Data {
    let source = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/dev/urandom"))
    defer { try? source.close() }
    return try source.read(upToCount: count) ?? Data()
  }
}
