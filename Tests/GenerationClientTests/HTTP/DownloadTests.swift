import Foundation
import GenerationClient
import MediaBasics
import ModelCatalog
import TestSupport
import Testing

struct DownloadTests {
  private let folder: TemporaryFolder
  /// What the file holds: no two stretches alike.
  private let content = Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7 ^ $0) })

  init() throws {
    folder = try TemporaryFolder()
  }

  private var target: URL { folder / "clip.mp4" }

  private func fetch(
    _ server: FakeServer, _ time: TestTime = TestTime(), path: String = "/f/clip.mp4?sig=secret", log: Lines? = nil,
    change: (inout ClientSettings) -> Void = { _ in }
  ) async throws {
    let provider = try Rig.runware(server, time, log: log, change: change)
    try await provider.download(server.address(path), to: target, progress: nil)
  }

  /// Serves ranges as a proper server does; the first answers are cut after so many bytes.
  private func serve(_ content: Data, tag: String? = "\"v1\"", cuts: [Int]) throws -> FakeServer {
    try FakeServer { request, number in
      var start = 0
      if let range = request.headers["range"], request.headers["if-range"] == tag || tag == nil {
        start = Int(range.dropFirst("bytes=".count).dropLast()) ?? 0
      }
      let rest = content.dropFirst(start)
      var head = start > 0 ? "HTTP/1.1 206 Partial\r\n" : "HTTP/1.1 200 OK\r\n"
      if start > 0 { head += "Content-Range: bytes \(start)-\(content.count - 1)/\(content.count)\r\n" }
      if let tag { head += "ETag: \(tag)\r\n" }
      head += "Content-Length: \(rest.count)\r\n\r\n"
      guard number < cuts.count else { return [.text(head), .send(Data(rest))] }
      return [.text(head), .send(Data(rest.prefix(cuts[number]))), .close]
    }
  }

  @Test func `a download that is cut twice is gone on with, and the file is whole`() async throws {
    let server = try serve(content, cuts: [70_000, 50_000])
    try await fetch(server)
    #expect(try Data(contentsOf: target) == content)
    #expect(server.requests.map { $0.headers["range"] } == [nil, "bytes=70000-", "bytes=120000-"])
    #expect(server.requests.map { $0.headers["if-range"] } == [nil, "\"v1\"", "\"v1\""])
    #expect(server.requests.allSatisfy { $0.headers["authorization"] == nil })
    #expect(folder.contents == ["clip.mp4"])
  }

  @Test func `a part left by an earlier process is gone on with under a freshly signed address`() async throws {
    let server = try serve(content, cuts: [1000, 0, 0, 0, 0, 0])
    let dying = try Rig.runware(server)
    await #expect(throws: GenerationError.self) {
      try await dying.download(server.address("/f/clip.mp4?sig=old"), to: target, progress: nil)
    }
    #expect(folder.contents == ["clip.mp4.part", "clip.mp4.part.json"])
    #expect(!String(decoding: try Data(contentsOf: folder / "clip.mp4.part.json"), as: UTF8.self).contains("sig"))
    try await fetch(server, path: "/f/clip.mp4?sig=new")
    #expect(server.requests.last?.headers["range"] == "bytes=1000-")
    #expect(try Data(contentsOf: target) == content)
  }

  @Test func `a folder that isn't there and a file in use are told as such`() async throws {
    let content = content
    let server = try FakeServer { _, _ in [.reply(body: content)] }
    let provider = try Rig.runware(server)
    let error = await #expect(throws: GenerationError.self) {
      try await provider.download(server.address("/x"), to: folder / "none/clip.mp4", progress: nil)
    }
    #expect(error?.report.kind == .cannotWrite)
    let other = open((folder / "clip.mp4.part").path, O_WRONLY | O_CREAT, 0o644)
    defer { close(other) }
    #expect(flock(other, LOCK_EX) == 0)
    // The part of unknown origin would be thrown away; one that is noted is another download's.
    let note = #"{"address":"\#(server.address("/f/clip.mp4"))","total":10}"#
    try Data(note.utf8).write(to: folder / "clip.mp4.part.json")
    #expect(write(other, "abc", 3) == 3)
    let taken = await #expect(throws: GenerationError.self) { try await fetch(server) }
    #expect(taken?.code == .downloadTaken)
  }

  @Test func `a redirected download is gone on with, too`() async throws {
    let content = content
    let server = try FakeServer { request, number in
      if request.path == "/hop" { return [.reply(302, ["Location": "/store/\(number)?sig=secret"], body: Data())] }
      let start = request.headers["range"].flatMap { Int($0.dropFirst(6).dropLast()) } ?? 0
      guard start > 0 else {
        return [
          .text("HTTP/1.1 200 OK\r\nContent-Length: \(content.count)\r\n\r\n"), .send(content.prefix(9000)), .close,
        ]
      }
      let range = "bytes \(start)-\(content.count - 1)/\(content.count)"
      return [.reply(206, ["Content-Range": range], body: content.dropFirst(start))]
    }
    try await fetch(server, path: "/hop")
    #expect(server.requests.last?.headers["range"] == "bytes=9000-")
    #expect(try Data(contentsOf: target) == content)
  }

  @Test func `a page in a file's place is no clip`() async throws {
    let content = content
    let server = try FakeServer { _, number in
      number == 0
        ? [.reply(200, ["Content-Type": "text/html; charset=utf-8"], body: Data("<html>".utf8))]
        : [.reply(body: content)]
    }
    try await fetch(server)
    #expect(try Data(contentsOf: target) == content)
  }

  @Test func `a file that changed meanwhile is fetched from its beginning`() async throws {
    let other = Data(content.reversed())
    let content = content
    let server = try FakeServer { request, number in
      number == 0
        ? [
          .text("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: \(content.count)\r\n\r\n"),
          .send(content.prefix(9000)), .close,
        ]
        : [.reply(200, ["ETag": "\"v2\""], body: other)]
    }
    try await fetch(server)
    #expect(server.requests.last?.headers["if-range"] == "\"v1\"")
    #expect(try Data(contentsOf: target) == other)
  }

  @Test func `a range other than the asked one is not joined to what is there`() async throws {
    let content = content
    let server = try FakeServer { request, number in
      switch number {
      case 0:
        [
          .text("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: \(content.count)\r\n\r\n"),
          .send(content.prefix(9000)), .close,
        ]
      case 1:
        [
          .reply(
            206, ["Content-Range": "bytes 8000-\(content.count - 1)/\(content.count)"], body: content.dropFirst(8000))
        ]
      default: [.reply(body: content)]
      }
    }
    try await fetch(server)
    #expect(server.requests.map { $0.headers["range"] } == [nil, "bytes=9000-", nil])
    #expect(try Data(contentsOf: target) == content)
  }

  @Test(arguments: [404, 422, 429, 500, 502, 503])
  func `a fresh address that is not served yet is tried again`(status: Int) async throws {
    let content = content
    let server = try FakeServer { _, number in number < 2 ? [.json("{}", status: status)] : [.reply(body: content)] }
    try await fetch(server)
    #expect(server.requests.count == 3)
    #expect(try Data(contentsOf: target) == content)
  }

  @Test(arguments: [401, 403, 410])
  func `an address that is not valid any more says so at once`(status: Int) async throws {
    let server = try FakeServer { _, _ in [.json("{}", status: status)] }
    let error = await #expect(throws: GenerationError.self) { try await fetch(server) }
    #expect(error?.code == .expired)
    #expect(
      error?.report.message == "http://127.0.0.1:\(server.port)/f/clip.mp4?… is not valid any more (HTTP \(status)).")
    #expect(server.requests.count == 1)
    #expect(folder.contents == [])
  }

  @Test func `an address that stays unknown counts as expired`() async throws {
    let server = try FakeServer { _, _ in [.json("{}", status: 404)] }
    let error = await #expect(throws: GenerationError.self) { try await fetch(server) }
    #expect(error?.code == .expired)
    #expect(server.requests.count == 6)
  }

  @Test func `a body longer than the limit is stopped, told beforehand or endless`() async throws {
    for told in [true, false] {
      let server = try FakeServer { _, _ in
        let length = told ? "Content-Length: 99999999\r\n" : ""
        return [.text("HTTP/1.1 200 OK\r\n\(length)\r\n"), .sendForEver(Data(repeating: 7, count: 65_536))]
      }
      let error = await #expect(throws: GenerationError.self) {
        try await fetch(server) { $0.downloadLimit = 1_000_000 }
      }
      #expect(error?.code == .tooLarge)
      #expect(server.requests.count == 1)
    }
  }

  @Test func `an endless answer to a request is stopped, too`() async throws {
    let server = try FakeServer { _, _ in
      [.text("HTTP/1.1 200 OK\r\n\r\n"), .sendForEver(Data(repeating: 32, count: 1 << 20))]
    }
    let provider = try Rig.runware(server)
    let error = await #expect(throws: GenerationError.self) {
      try await provider.submit(try Rig.payload(provider, "id"), taskID: "id")
    }
    #expect(error?.code == .tooLarge)
  }

  @Test func `an empty file is no clip`() async throws {
    let server = try FakeServer { _, _ in [.reply(body: Data())] }
    let error = await #expect(throws: GenerationError.self) { try await fetch(server) }
    #expect(error?.code == .truncated)
    #expect(error?.report.kind == .unavailable)
  }

  @Test func `redirects are followed on this machine, and to nothing else that is not https`() async throws {
    let content = content
    let server = try FakeServer { request, _ in
      switch request.path {
      case "/hop": [.reply(302, ["Location": "/f/clip.mp4"], body: Data())]
      case "/out": [.reply(302, ["Location": "http://files.example.com/clip.mp4"], body: Data())]
      case "/file": [.reply(302, ["Location": "file:///etc/hostname"], body: Data())]
      case "/loop": [.reply(302, ["Location": "/loop"], body: Data())]
      default: [.reply(body: content)]
      }
    }
    try await fetch(server, path: "/hop")
    #expect(try Data(contentsOf: target) == content)
    for path in ["/out", "/file", "/loop"] {
      let error = await #expect(throws: GenerationError.self) { try await fetch(server, path: path) }
      #expect(error?.code == .redirect)
    }
  }

  @Test(arguments: [
    "http://files.example.com/clip.mp4", "http://127.0.0.1.example.com/clip.mp4", "ftp://127.0.0.1/clip.mp4",
    "file:///etc/hostname", "http://127.0.0.1@files.example.com/x", "clip.mp4", "", "http://", "https://",
  ])
  func `only https and this machine are opened`(address: String) async throws {
    let server = try FakeServer { _, _ in [] }
    let provider = try Rig.runware(server)
    let error = await #expect(throws: GenerationError.self) {
      try await provider.download(address, to: target, progress: nil)
    }
    #expect(error?.code == .address)
  }

  @Test func `a service elsewhere can't name an address on this machine`() async throws {
    let server = try FakeServer { _, _ in [] }
    let provider = try Providers.make(
      .runware, settings: ClientSettings(key: "test-key", baseURL: URL(string: "https://api.example.com")))
    let error = await #expect(throws: GenerationError.self) {
      try await provider.download(server.address("/x"), to: target, progress: nil)
    }
    #expect(error?.code == .address)
    #expect(server.requests.isEmpty)
  }

  /// A download under way, once so many bytes have come.
  private func begin(_ server: FakeServer, until count: Int64) async throws -> Task<Void, any Error> {
    let provider = try Rig.runware(server)
    let (progress, told) = AsyncStream<Int64>.makeStream()
    let (address, target) = (server.address("/f/clip.mp4"), target)
    let download = Task {
      try await provider.download(address, to: target) { told.yield($0.completed) }
    }
    for await bytes in progress where bytes == count { break }
    return download
  }

  @Test func `a cancelled download ends at once and keeps its part`() async throws {
    let gate = Gate()
    let content = content
    let server = try FakeServer { _, _ in
      [
        .text("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: \(content.count)\r\n\r\n"),
        .send(content.prefix(5000)), .wait(gate),
      ]
    }
    let download = try await begin(server, until: 5000)
    // So little is begun anew after a kill; a note would cost more.
    #expect(folder.contents == ["clip.mp4.part"])
    download.cancel()
    await #expect(throws: CancellationError.self) { try await download.value }
    gate.open()
    #expect(folder.contents == ["clip.mp4.part", "clip.mp4.part.json"])
  }

  @Test func `a long download is noted while it goes on, so that it outlives a kill`() async throws {
    let gate = Gate()
    let content = Data(repeating: 7, count: 600_000)
    let server = try FakeServer { _, _ in
      [
        .text("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: \(content.count)\r\n\r\n"),
        .send(content.prefix(400_000)), .wait(gate), .send(content.dropFirst(400_000)),
      ]
    }
    let download = try await begin(server, until: 400_000)
    #expect(folder.contents == ["clip.mp4.part", "clip.mp4.part.json"])
    let note = try String(contentsOf: folder / "clip.mp4.part.json", encoding: .utf8)
    #expect(note.contains("600000") && note.contains("v1"))
    gate.open()
    try await download.value
    #expect(try Data(contentsOf: target) == content)
    #expect(folder.contents == ["clip.mp4"])
  }

  @Test func `the note of another version goes with its bytes`() async throws {
    let (content, gate) = (content, Gate())
    let server = try FakeServer { _, _ in
      [
        .text("HTTP/1.1 200 OK\r\nETag: \"v2\"\r\nContent-Length: \(content.count)\r\n\r\n"),
        .send(content.prefix(5000)), .wait(gate), .send(content.dropFirst(5000)),
      ]
    }
    let address = server.address("/f/clip.mp4")
    try Data(repeating: 1, count: 9000).write(to: folder / "clip.mp4.part")
    let note = #"{"address":"\#(address)","total":\#(content.count),"validator":"\"v1\""}"#
    try Data(note.utf8).write(to: folder / "clip.mp4.part.json")
    let download = try await begin(server, until: 5000)
    #expect(server.requests.first?.headers["range"] == "bytes=9000-")
    // Whoever came now would take the new bytes for the old version's.
    #expect(folder.contents == ["clip.mp4.part"])
    gate.open()
    try await download.value
    #expect(try Data(contentsOf: target) == content)
  }

  @Test func `signed queries and the key stay out of the log`() async throws {
    let server = try serve(content, cuts: [10])
    let log = Lines()
    try await fetch(server, log: log)
    #expect(log.all.count == 4)
    #expect(!log.text.contains("secret"))
    #expect(log.text.contains("/f/clip.mp4?…"))
  }
}
