import Foundation
import GenerationClient
import MediaBasics
import TestSupport
import Testing

struct RunwayUploadTests {
  private let folder: TemporaryFolder
  private let data =
    Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    + Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })

  init() throws {
    folder = try TemporaryFolder()
    try data.write(to: folder / "a \"b\".png")
  }

  private func place(_ request: FakeServer.Request) -> FakeServer.Step {
    let host = request.headers["host"] ?? ""
    return .json(
      #"{"runwayUri":"runway://u-\#(request.connection)","uploadUrl":"http://\#(host)/store?sig=secret","fields":{"policy":"hidden-1","key":"k/1"}}"#
    )
  }

  @Test func `a file is posted as a form, fields first, without the key`() async throws {
    let server = try FakeServer { request, _ in
      request.path == "/v1/uploads" ? [self.place(request)] : [.text("HTTP/1.1 204 No Content\r\n\r\n")]
    }
    let log = Lines()
    let media = try await Rig.runway(server, log: log).upload(folder / "a \"b\".png", progress: nil)
    #expect(media.reference.hasPrefix("runway://u-"))
    #expect(media.expires != nil)
    #expect(server.requests.first?.text == #"{"filename":"a \"b\".png","type":"ephemeral"}"#)
    let form = try #require(server.requests.last)
    #expect(form.method == "POST")
    #expect(form.target == "/store?sig=secret")
    #expect(form.headers["authorization"] == nil)
    #expect(form.headers["x-runway-version"] == nil)
    let type = try #require(form.headers["content-type"])
    #expect(type.hasPrefix("multipart/form-data; boundary="))
    let boundary = type.dropFirst("multipart/form-data; boundary=".count)
    let head = """
      --\(boundary)\r\nContent-Disposition: form-data; name="key"\r\n\r\nk/1\r\n\
      --\(boundary)\r\nContent-Disposition: form-data; name="policy"\r\n\r\nhidden-1\r\n\
      --\(boundary)\r\nContent-Disposition: form-data; name="file"; filename="a %22b%22.png"\r\n\
      Content-Type: image/png\r\n\r\n
      """
    #expect(form.body == Data(head.utf8) + data + Data("\r\n--\(boundary)--\r\n".utf8))
    for secret in ["secret", "hidden-1", "test-key"] { #expect(!log.text.contains(secret)) }
  }

  @Test func `after trouble at the storage a new place is asked for`() async throws {
    let server = try FakeServer { request, number in
      if request.path == "/v1/uploads" { return [self.place(request)] }
      return number < 2
        ? [.json("{}", status: 500)] : number < 4 ? [.reset] : [.text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    }
    _ = try await Rig.runway(server).upload(folder / "a \"b\".png", progress: nil)
    #expect(
      server.requests.map(\.path) == ["/v1/uploads", "/store", "/v1/uploads", "/store", "/v1/uploads", "/store"])
  }

  @Test func `what Runway doesn't take is not sent`() async throws {
    let server = try FakeServer { _, _ in [] }
    let provider = try Rig.runway(server)
    try Data(data.prefix(100)).write(to: folder / "small.png")
    try Data("GIF89a".utf8 + [UInt8](repeating: 0, count: 1000)).write(to: folder / "a.gif")
    for name in ["small.png", "a.gif"] {
      let error = await #expect(throws: GenerationError.self) {
        try await provider.upload(folder / name, progress: nil)
      }
      #expect(error?.report.kind == .badInput)
    }
    #expect(server.requests.isEmpty)
  }
}
