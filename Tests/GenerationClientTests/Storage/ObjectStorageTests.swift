import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import GenerationClient

/// Guards deliveries against a server that misbehaves: what is tried again, what ends it, what is never told.
@Suite struct ObjectStorageTests {
  private let folder: TemporaryFolder
  private let file: StoredFile

  init() throws {
    folder = try TemporaryFolder()
    file = try StorageRig.file(folder / "clip.mp4", bytes: 1000)
  }

  private static func signed(_ server: FakeServer) throws -> StorageTarget {
    try #require(StorageTarget(server.address("/a.mp4?X-Amz-Signature=test-signature")))
  }

  @Test func `a signed address gets the file's bytes and no header that its signature may not know`() async throws {
    let server = try FakeServer { _, _ in [.reply(200, body: Data())] }
    try await StorageRig.storage(server).put(file, to: try Self.signed(server))
    let request = try #require(server.requests.first)
    #expect(request.method == "PUT")
    #expect(request.target == "/a.mp4?X-Amz-Signature=test-signature")
    #expect(request.body == (try Data(contentsOf: folder / "clip.mp4")))
    #expect(request.headers["content-type"] == "video/mp4")
    #expect(request.headers["content-length"] == "1000")
    #expect(request.headers.keys.filter { $0.hasPrefix("x-") || $0 == "authorization" || $0 == "expect" } == [])
  }

  @Test(arguments: [("buck", "../x"), ("..", "x"), ("buck", "a/./x"), ("Buck", "x")])
  func `an object that lies elsewhere than it says is refused, and nothing is sent`(
    bucket: String, key: String
  ) async throws {
    let server = try FakeServer { _, _ in [.reply(200, body: Data())] }
    let error = await #expect(throws: GenerationError.self) {
      try await StorageRig.storage(server).put(file, to: .object(bucket: bucket, key: key))
    }
    #expect(error?.code == .address && server.requests.isEmpty)
  }

  @Test func `a type or a hash that would be further headers is refused`() async throws {
    let server = try FakeServer { _, _ in [.reply(200, body: Data())] }
    for (type, hash) in [("a\r\nX-Evil: 1", file.sha256), ("video/mp4", "0\r\nX-Evil: 1")] {
      let evil = StoredFile(folder / "clip.mp4", length: 1000, sha256: hash, contentType: type, hash: { _, _ in "" })
      let error = await #expect(throws: GenerationError.self) {
        try await StorageRig.storage(server).put(evil, to: try Self.signed(server))
      }
      #expect(error?.code == .setting)
    }
    #expect(server.requests.isEmpty)
  }

  @Test func `what fails for the moment is sent again in whole; connections that break, too`() async throws {
    let server = try FakeServer(cutAfter: { $0 == 0 ? 600 : nil }) { _, number in
      number == 0 ? [.reply(503, ["Retry-After": "2"], body: Data())] : [.reply(200, body: Data())]
    }
    let time = TestTime()
    try await StorageRig.storage(server, time).put(file, to: try Self.signed(server))
    #expect(server.requests.map(\.body.count) == [1000, 1000])
    #expect(time.sleeps.count == 2)
    #expect(time.sleeps.last ?? .zero >= .seconds(2))
  }

  @Test func `an address that has expired ends it with what to do, and its signature is shown nowhere`() async throws
  {
    let server = try FakeServer { _, _ in
      [.reply(403, body: Data("<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>".utf8))]
    }
    let lines = Lines()
    let error = await #expect(throws: GenerationError.self) {
      try await StorageRig.storage(server, log: lines).put(file, to: try Self.signed(server))
    }
    #expect(error?.code == .storageRefused)
    #expect(
      error?.report.message.hasSuffix("/a.mp4 does not take the file (HTTP 403): Request has expired.") ?? false)
    #expect(error?.report.hint?.contains("fresh one") ?? false)
    #expect(server.requests.count == 1)
    #expect(!"\(String(describing: error)) \(lines.all)".contains("test-signature"))
  }

  @Test func `an object with the same hash is left alone; any other is replaced, and looked at afterwards`()
    async throws
  {
    let server = try FakeServer { [file] request, number in
      guard request.method == "HEAD" else { return [.reply(200, ["ETag": "\"x\""], body: Data())] }
      let hash = number == 0 ? "other" : file.sha256
      return [.text("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nx-amz-meta-rwmedia-sha256: \(hash)\r\n\r\n")]
    }
    let storage = try StorageRig.storage(server)
    let target = try #require(StorageTarget("s3://shop-media/a b/clip.mp4"))
    try await storage.put(file, to: target)
    try await storage.put(file, to: target)
    #expect(server.requests.map(\.method) == ["HEAD", "PUT", "HEAD", "HEAD"])
    #expect(server.requests[1].target == "/shop-media/a%20b/clip.mp4")
    #expect(server.requests[1].headers["x-amz-content-sha256"] == file.sha256)
    #expect(server.requests[1].headers["x-amz-checksum-sha256"] == Data.base64(hexadecimal: file.sha256))
    #expect(server.requests[1].headers["authorization"]?.hasPrefix("AWS4-HMAC-SHA256 Credential=test-key/") ?? false)
    #expect(!server.requests.map(\.head).joined().contains("test-secret"))
  }

  @Test(arguments: [
    ("shop-media", nil, "https://shop-media.s3.eu-central-1.amazonaws.com/a%20b/%C3%A4%2B.mp4"),
    ("shop.media", nil, "https://s3.eu-central-1.amazonaws.com/shop.media/a%20b/%C3%A4%2B.mp4"),
    (
      "shop-media", "https://storage.example.com/base/",
      "https://storage.example.com/base/shop-media/a%20b/%C3%A4%2B.mp4"
    ),
  ])
  func `an object is where its storage has it`(bucket: String, endpoint: String?, address: String) async throws {
    let server = try FakeServer { _, _ in [] }
    let storage = StorageChannel(
      channel: try StorageRig.storage(server).channel,
      credentials: .init(accessKey: "test-key", secretKey: "test-secret"), region: "eu-central-1",
      endpoint: try endpoint.map { try WebAddress($0) })
    #expect(try storage.object(bucket: bucket, key: "a b/ä+.mp4").address.text == address)
  }

  @Test func `a temporary key's token is signed along; a redirect is an answer, since signatures are for one host`()
    async throws
  {
    let server = try FakeServer { request, _ in
      request.method == "HEAD"
        ? [.reply(404, body: Data())]
        : [
          .reply(307, ["Location": "http://127.0.0.1:1/elsewhere"], body: Data("<Error><Code>X</Code></Error>".utf8))
        ]
    }
    var settings = StorageSettings()
    settings.credentials = .init(accessKey: "test-key", secretKey: "test-secret", sessionToken: "test-token")
    settings.endpoint = server.url
    let target = try #require(StorageTarget("s3://shop-media/clip.mp4"))
    let error = await #expect(throws: GenerationError.self) {
      try await ObjectStorage(settings).put(file, to: target)
    }
    #expect(error?.code == .storageRefused)
    #expect(server.requests.map(\.method) == ["HEAD", "PUT"])
    #expect(server.requests[1].headers["x-amz-security-token"] == "test-token")
    #expect(server.requests[1].headers["authorization"]?.contains("x-amz-security-token") ?? false)
  }

  @Test func `without a key nothing is asked`() async throws {
    let server = try FakeServer { _, _ in [] }
    var settings = StorageSettings()
    settings.endpoint = server.url
    let storage = try ObjectStorage(settings)
    let target = try #require(StorageTarget("s3://shop-media/clip.mp4"))
    let error = await #expect(throws: GenerationError.self) { try await storage.put(file, to: target) }
    #expect(error?.code == .storageKey)
    #expect(error?.report.kind == .key)
    #expect(server.requests.isEmpty)
  }

  @Test func `plain http leads to this machine only`() throws {
    var settings = StorageSettings()
    settings.endpoint = URL(string: "http://storage.example.com")
    let error = #expect(throws: GenerationError.self) { try ObjectStorage(settings) }
    #expect(error?.code == .address)
  }

  @Test func `answers are read as they are written`() {
    let answer = XMLText(
      Data(
        "<R><Part><PartNumber>1</PartNumber><ETag>&quot;a&amp;b&quot;</ETag></Part><Part><PartNumber>2</PartNumber></Part></R>"
          .utf8))
    #expect(answer.all("Part").map { $0["PartNumber"] } == ["1", "2"])
    #expect(answer.all("Part").first?["ETag"] == "\"a&b\"")
    #expect(answer["None"] == nil)
    #expect(XMLText.escaped("\"a&b\"") == "&quot;a&amp;b&quot;")
  }
}
