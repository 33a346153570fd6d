import FlyingFox
import FlyingSocks
import Foundation
import MediaBasics
import Testing

@testable import GenerationSimulator

@Suite struct WebhookTests {
  /// Takes what is posted; the first post is answered with 503.
  private actor Receiver: HTTPHandler {
    private var refused = false
    let (stream, continuation) = AsyncStream.makeStream(of: (path: String, body: Data).self)

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
      let body = try await request.bodyData
      guard refused else {
        refused = true
        return HTTPResponse(statusCode: .serviceUnavailable)
      }
      continuation.yield((request.target.rawValue, body))
      return HTTPResponse(statusCode: .noContent)
    }
  }

  @Test func `each result is posted bare, again after a refusal`() async throws {
    let receiver = Receiver()
    let server = HTTPServer(
      address: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0), logger: .disabled, handler: receiver)
    let running = Task { try await server.run() }
    defer { running.cancel() }
    try await server.waitUntilListening(timeout: 3600)
    guard case .ip4(_, let port) = await server.listeningAddress else { return }
    try await SimulatorClient.run { client in
      let id = newID()
      _ = try await client.post([
        videoTask(
          id, ["numberResults": 2, "webhookURL": .string("http://127.0.0.1:\(port)/hook?secret=abc")])
      ])
      var videos: Set<String> = []
      for await (path, body) in receiver.stream {
        #expect(path == "/hook?secret=abc")
        let item = try MediaBasics.JSONValue(parsing: body)
        #expect(item["taskUUID"]?.text == id)
        #expect(item["status"] == "success")
        if let video = item["videoUUID"]?.text { videos.insert(video) }
        if videos.count == 2 { break }
      }
    }
  }
}
