import Foundation
import MediaBasics
import Testing

@testable import GenerationSimulator

@Suite struct FileServiceTests {
  /// Runs `body` with the address and the content of a stored file.
  private static func withFile(
    _ settings: SimulatorSettings = SimulatorSettings(),
    _ body: (SimulatorClient, String, Data) async throws -> Void
  ) async throws {
    try await SimulatorClient.run(settings) { client in
      let image = try await png("64x64")
      let answer = try await client.post([
        [
          "taskType": "imageUpload", "taskUUID": .string(newID()), "image": .string(image.base64EncodedString()),
        ]
      ])
      try await body(client, try #require(answer.item["imageURL"]?.text), image)
    }
  }

  @Test func `a file comes with its type, length and tag, and HEAD tells the same`() async throws {
    try await Self.withFile { client, address, content in
      let whole = try await client.get(address)
      let head = try await client.get(address, ["--head"])
      #expect(whole.body == content)
      #expect(head.status == 200)
      for answer in [whole, head] {
        #expect(answer.header("Content-Type") == "image/png")
        #expect(answer.header("Content-Length") == "\(content.count)")
        #expect(answer.header("Accept-Ranges") == "bytes")
        #expect(answer.header("ETag")?.count == 66)
      }
    }
  }

  private static let ranges: [(String, Int, Int?)] = [("0-9", 0, 10), ("20-", 20, nil), ("-5", -5, nil)]

  @Test(arguments: ranges)
  func `a range is answered with its bytes`(range: String, start: Int, end: Int?) async throws {
    try await Self.withFile { client, address, content in
      let answer = try await client.get(address, ["-r", range])
      let first = start < 0 ? content.count + start : start
      let expected = content[first..<(end ?? content.count)]
      #expect(answer.status == 206)
      #expect(answer.body == expected)
      #expect(
        answer.header("Content-Range") == "bytes \(first)-\(first + expected.count - 1)/\(content.count)")
    }
  }

  @Test func `a range behind the end is refused with the length`() async throws {
    try await Self.withFile { client, address, content in
      let answer = try await client.get(address, ["-r", "\(content.count)-"])
      #expect(answer.status == 416)
      #expect(answer.header("Content-Range") == "bytes */\(content.count)")
    }
  }

  @Test func `a range is only good while the tag is`() async throws {
    try await Self.withFile { client, address, content in
      let stale = try await client.get(address, ["-r", "5-", "-H", "If-Range: \"other\""])
      #expect(stale.status == 200)
      #expect(stale.body == content)
      let tag = try #require(stale.header("ETag"))
      let fresh = try await client.get(address, ["-r", "5-", "-H", "If-Range: \(tag)"])
      #expect(fresh.status == 206)
      let same = try await client.get(address, ["-H", "If-None-Match: \(tag)"])
      #expect(same.status == 304)
    }
  }

  @Test(arguments: ["/files/", "/files/../tasks", "/files/3f2504e0-4f89-41d3-9a0c-0305e82c3301.png", "/nowhere"])
  func `nothing but stored files is served`(path: String) async throws {
    try await SimulatorClient.run { client in
      let answer = try await client.get(path, ["--path-as-is"])
      #expect(answer.status == 404)
    }
  }
}
