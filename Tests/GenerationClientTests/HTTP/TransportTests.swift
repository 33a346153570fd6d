import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import GenerationClient

struct TransportTests {
  private func transport(_ log: Lines = Lines()) throws -> Transport {
    try Transport(
      trust: TrustSettings(), log: ExchangeLog({ log.add($0) }, Redactor(secrets: [Secret(value: "test-key")])))
  }

  private func request(_ server: FakeServer, _ path: String = "/", _ method: HTTPRequest.Method = .get) throws
    -> HTTPRequest
  {
    HTTPRequest(method: method, address: try WebAddress(server.address(path)))
  }

  @Test func `one connection serves requests that follow each other`() async throws {
    let server = try FakeServer { _, _ in [.json("{}")] }
    let transport = try transport()
    for _ in 0..<5 { _ = try await transport.send(try request(server)) }
    #expect(server.connections == 1)
    #expect(server.requests.count == 5)
  }

  @Test func `requests run side by side, each with its own answer`() async throws {
    let server = try FakeServer { request, _ in [.json("\"\(request.path)\"")] }
    let transport = try transport()
    let bodies = try await withThrowingTaskGroup(of: (Int, String).self) { group in
      for number in 0..<40 {
        let request = try request(server, "/\(number)")
        group.addTask { (number, String(decoding: try await transport.send(request).body, as: UTF8.self)) }
      }
      return try await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
    }
    #expect(bodies == Dictionary(uniqueKeysWithValues: (0..<40).map { ($0, "\"/\($0)\"") }))
  }

  @Test func `cancelling ends a request that nobody answers`() async throws {
    let gate = Gate()
    let server = try FakeServer { _, _ in
      gate.open()
      return [.wait(Gate())]
    }
    let transport = try transport()
    let request = try request(server)
    let task = Task { try await transport.send(request) }
    await gate.opened()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `a request that was cancelled before it began is not made`() async throws {
    let server = try FakeServer { _, _ in [.json("{}")] }
    let transport = try transport()
    let request = try request(server)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await transport.send(request)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: [
    ("", TransferFailure.Cause.cut), ("garbage\r\n\r\n", .cut),
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", .cut),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", .cut),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", .cut),
  ])
  func `an answer that is not whole is none`(bytes: String, cause: TransferFailure.Cause) async throws {
    let server = try FakeServer { _, _ in [.text(bytes), .close] }
    let failure = await #expect(throws: TransferFailure.self) { try await transport().send(try request(server)) }
    #expect(failure?.cause == cause)
    #expect(failure?.requestLeft == true)
  }

  @Test func `a server that isn't there got nothing of the request`() async throws {
    let server = try FakeServer { _, _ in [] }
    let request = try request(server, "/", .post)
    server.stop()
    let failure = await #expect(throws: TransferFailure.self) { try await transport().send(request) }
    #expect(failure?.cause == .unreachable)
    #expect(failure?.requestLeft == false)
  }

  @Test func `a whole time limit ends an endless drip`() async throws {
    let server = try FakeServer { _, _ in
      [.text("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"), .text("x"), .wait(Gate())]
    }
    var request = try request(server)
    request.timeouts.whole = .milliseconds(50)
    let failure = await #expect(throws: TransferFailure.self) { try await transport().send(request) }
    #expect(failure?.cause == .timedOut)
  }

  @Test func `a POST follows no redirect that would make it another request`() async throws {
    let server = try FakeServer { request, _ in
      request.path == "/307"
        ? [.reply(307, ["Location": "/there"], body: Data())]
        : request.path == "/302" ? [.reply(302, ["Location": "/there"], body: Data())] : [.json("{}")]
    }
    var request = try request(server, "/307", .post)
    request.body = HTTPBody([.bytes(Data("abc".utf8))])
    #expect(try await transport().send(request).status == 200)
    #expect(server.requests.map(\.text) == ["abc", "abc"])
    request.address = try WebAddress(server.address("/302"))
    await #expect(throws: GenerationError.self) { try await transport().send(request) }
    request.address = try WebAddress(server.address("/307"))
    request.repeatable = false
    await #expect(throws: GenerationError.self) { try await transport().send(request) }
    #expect(server.requests.count == 4)
  }

  @Test func `a redirect to another origin goes without the key`() async throws {
    let other = try FakeServer { _, _ in [.json("{}")] }
    let server = try FakeServer { _, _ in [.reply(302, ["Location": other.address("/x")], body: Data())] }
    var request = try request(server)
    request.headers["Authorization"] = "Bearer test-key"
    _ = try await transport().send(request)
    #expect(server.requests.first?.headers["authorization"] == "Bearer test-key")
    #expect(other.requests.first?.headers["authorization"] == nil)
  }

  @Test func `compressed JSON is unpacked`() async throws {
    // gzip of {"a":1}
    let packed = Data(base64Encoded: "H4sIAAAAAAAAA6tWSlSyMqwFALVFvO4HAAAA") ?? Data()
    let python = try Command.output(
      "/usr/bin/python3", ["-c", "import gzip,base64;print(base64.b64encode(gzip.compress(b'{\"a\":1}')).decode())"])
    let made = Data(base64Encoded: python.trimmingCharacters(in: .whitespacesAndNewlines)) ?? packed
    let server = try FakeServer { request, _ in
      request.headers["accept-encoding"]?.contains("gzip") == true
        ? [.reply(200, ["Content-Encoding": "gzip"], body: made)] : [.json("{}", status: 406)]
    }
    let response = try await transport().send(try request(server))
    #expect(String(decoding: response.body, as: UTF8.self) == #"{"a":1}"#)
  }

  @Test("a header's name and value are read without what is around them")
  func headerLines() {
    var head = ResponseHead()
    for line in [
      "HTTP/1.1 206 Partial\r\n", "Content-Type: \t text/html; x=a b \r\n", "ETag:\"é: 1\"\r\n", "Empty: \r\n",
      "\r\n",
    ] {
      head.take(line: line)
    }
    #expect(head.status == 206)
    #expect(head.headers == ["content-type": "text/html; x=a b", "etag": "\"é: 1\"", "empty": ""])
    head.take(line: "HTTP/2 200 \r\n")
    #expect(head.status == 200)
    #expect(head.headers.isEmpty)
  }

  @Test(
    arguments: [
      ("17", 17.0), ("0.5", 0.5), ("0", 0), ("Wed, 21 Oct 2026 07:28:30 GMT", 30),
      ("Wed, 21 Oct 2026 07:27:00 GMT", 0),
      ("-3", nil), ("soon", nil), ("nan", nil), ("1e99", 86_400),
    ] as [(String, Double?)])
  func `Retry-After is read as seconds and as a date`(text: String, seconds: Double?) throws {
    let response = HTTPResponse(
      status: 429, headers: ["retry-after": text], body: Data(), length: 0,
      address: try WebAddress("https://api.example.com"))
    let now = Date(timeIntervalSince1970: 1_792_567_680)
    #expect(response.retryAfter(now: now)?.inSeconds == seconds)
  }
}
