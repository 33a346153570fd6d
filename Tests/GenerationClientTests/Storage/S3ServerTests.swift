import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import GenerationClient

private let server = ProcessInfo.processInfo.environment["RWMEDIA_STORAGE"]

/// Guards deliveries against an independent S3 server that checks every signature. `Tests/storage/install FOLDER` installs
/// it; `RWMEDIA_STORAGE` names that folder.
@Suite(
  .enabled(if: server != nil, "RWMEDIA_STORAGE names no folder with an S3 server"), .serialized,
  .timeLimit(.minutes(10)))
struct S3ServerTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func storage(_ s3: S3Server, secret: String? = nil, attempts: Int = 6) throws -> ObjectStorage {
    var settings = StorageSettings()
    settings.credentials = .init(accessKey: s3.accessKey, secretKey: secret ?? s3.secretKey)
    settings.region = s3.region
    settings.endpoint = URL(string: s3.address)
    settings.time = TestTime().source
    settings.retries.attempts = attempts
    settings.multipartFrom = 6 << 20
    settings.partSize = 5 << 20
    return try ObjectStorage(settings)
  }

  private static let target = StorageTarget("s3://shop-media/autumn/ä b+c=d.mp4")

  @Test func `an object arrives with its bytes, type and hash, and isn't sent twice`() async throws {
    let s3 = try await S3Server.start(try #require(server))
    let file = try StorageRig.file(folder / "clip.mp4", bytes: 300_000)
    let target = try #require(Self.target)
    try await storage(s3).put(file, to: target)
    try await storage(s3).put(file, to: target)
    let object = try s3.object("autumn/ä b+c=d.mp4")
    #expect(object["sha256"]?.text == file.sha256)
    #expect(object["type"] == "video/mp4")
    #expect(object["metadata"]?["rwmedia-sha256"]?.text == file.sha256)
    #expect(try s3.requests().map { $0["method"]?.text } == ["HEAD", "PUT", "HEAD", "HEAD"])
  }

  @Test func `a wrong key is refused as one, after one try`() async throws {
    let s3 = try await S3Server.start(try #require(server))
    let file = try StorageRig.file(folder / "clip.mp4", bytes: 1000)
    let target = try #require(Self.target)
    let error = await #expect(throws: GenerationError.self) {
      try await storage(s3, secret: "test-wrong").put(file, to: target)
    }
    #expect(error?.code == .storageKey)
    #expect(error?.report.details["providerCode"] == "SignatureDoesNotMatch")
    let missing = try #require(StorageTarget("s3://no-such-bucket/clip.mp4"))
    let other = await #expect(throws: GenerationError.self) { try await storage(s3).put(file, to: missing) }
    #expect(other?.code == .storageRefused)
    #expect(other?.report.message.contains("there is no bucket 'no-such-bucket'") ?? false)
    #expect(try s3.requests().map { $0["method"]?.text } == ["HEAD", "PUT", "HEAD", "PUT"])
  }

  @Test func `a large file whose connection breaks for good goes on with the parts that are missing`() async throws {
    // The second part is cut at every one of its tries.
    let s3 = try await S3Server.start(try #require(server), cuts: [2, 3])
    let file = try StorageRig.file(folder / "clip.mp4", bytes: 12 << 20)
    let target = try #require(Self.target)
    let begun = Noted()
    await #expect(throws: GenerationError.self) {
      try await storage(s3, attempts: 2).put(file, to: target, note: { await begun.take($0) })
    }
    let upload = try #require(await begun.uploads.last)
    #expect(upload.partSize == 5 << 20)
    try await storage(s3).put(file, to: target, begun: upload, note: { await begun.take($0) })
    #expect(await begun.uploads.count == 1)
    #expect(try s3.object("autumn/ä b+c=d.mp4")["sha256"]?.text == file.sha256)
    let parts = try s3.requests().filter { $0["method"] == "PUT" }.compactMap {
      $0["query"]?.text?.prefix { $0 != "&" }
    }
    #expect(parts == ["partNumber=1", "partNumber=2", "partNumber=2", "partNumber=2", "partNumber=3"])
    #expect(try s3.requests().filter { $0["method"] == "PUT" }.allSatisfy { $0["checksum"]?.text?.count == 44 })
  }

  @Test func `what was begun for other contents is given up, and what is not known any more is begun anew`()
    async throws
  {
    let s3 = try await S3Server.start(try #require(server))
    let target = try #require(Self.target)
    let begun = Noted()
    let first = try StorageRig.file(folder / "first.mp4", bytes: 7 << 20)
    let stranger = MultipartUpload(id: "unknown", partSize: 5 << 20, sha256: first.sha256)
    try await storage(s3).put(first, to: target, begun: stranger, note: { await begun.take($0) })
    #expect(await begun.uploads.count == 1)
    let second = try StorageRig.file(folder / "second.mp4", bytes: 8 << 20)
    try await storage(s3).put(second, to: target, begun: await begun.uploads.last, note: { await begun.take($0) })
    #expect(try s3.object("autumn/ä b+c=d.mp4")["sha256"]?.text == second.sha256)
    #expect(await begun.uploads.count == 2)
    #expect(try s3.requests().count { $0["method"] == "DELETE" } == 1)
  }

  @Test func `a signed address takes its file once it is whole, cut connections or not`() async throws {
    let s3 = try await S3Server.start(try #require(server), cuts: [1])
    let file = try StorageRig.file(folder / "clip.mp4", bytes: 400_000)
    let target = try #require(StorageTarget(try s3.signed("signed/clip.mp4")))
    try await storage(s3).put(file, to: target)
    #expect(try s3.object("signed/clip.mp4")["sha256"]?.text == file.sha256)
    #expect(try s3.requests().map { $0["signed"]?.text } == ["", ""])
  }
}

/// Keeps what a large file's way tells.
private actor Noted {
  private(set) var uploads: [MultipartUpload] = []

  func take(_ upload: MultipartUpload) { uploads.append(upload) }
}
