import FlyingFox
import Foundation
import MediaBasics

/// Hands each request to the front end that its path belongs to.
struct Router: HTTPHandler {
  let backend: Backend

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    do {
      return try await answer(request)
    } catch is CancellationError {
      // The simulator is being stopped.
      return .dropped
    }
  }

  private func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    let address = ServerAddress(host: request.headers[.host] ?? "127.0.0.1")
    switch request.path {
    case "/v1", "/v1/", "/", "":
      if request.method == .GET, request.headers[.upgrade]?.lowercased() == "websocket" {
        let socket = RunwareSocket(backend: backend, address: address)
        return try await WebSocketHTTPHandler(handler: MessageFrameWSHandler(handler: socket, frameSize: 1 << 20))
          .handleRequest(request)
      }
      return try await RunwareHTTP(backend: backend, address: address).answer(request)
    case "/_sim/requests":
      return .json(await backend.journal.report())
    case let path where path.hasPrefix("/files/"):
      return try await FileService(backend: backend).answer(request)
    case let path where path.hasPrefix("/v1/") || path.hasPrefix(RunwayUploads.storagePath):
      return try await RunwayHTTP(backend: backend, address: address).answer(request)
    default:
      _ = try await request.bodyData
      return .json(["error": "Not found."], status: 404)
    }
  }
}
