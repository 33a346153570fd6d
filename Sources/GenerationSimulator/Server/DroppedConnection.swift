import FlyingFox

extension HTTPResponse {
  /// No answer at all: the connection is closed before a byte of one was written.
  ///
  /// FlyingFox asks a WebSocket's handler for its frames before it writes the head of the response, and closes the
  /// connection where the handler throws.
  static let dropped = HTTPResponse(webSocket: DroppedConnection())
}

private struct DroppedConnection: WSHandler {
  func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
    throw CancellationError()
  }
}
