import Foundation
import MediaBasics
import TestSupport

@testable import GenerationSimulator

/// Stands in for the media library where a test is about the protocol: clips are a few bytes that say what was
/// ordered.
actor StubTools: MediaTools {
  private(set) var rendered: [RenderOrder] = []

  func measures(of file: URL, kind: MediaKind) async throws -> MediaMeasures {
    guard kind == .image else { return MediaMeasures(size: PixelSize("640x360"), seconds: Rational(3)) }
    let bytes = [UInt8](try Data(contentsOf: file))
    // A PNG's size stands in its first chunk, big-endian.
    guard bytes.count > 24,
      let size = PixelSize(
        width: Int(bytes[18]) << 8 | Int(bytes[19]), height: Int(bytes[22]) << 8 | Int(bytes[23]))
    else { throw CocoaError(.fileReadCorruptFile) }
    return MediaMeasures(size: size)
  }

  func firstFrame(of video: URL, to image: URL) async throws {
    try await png("640x360").write(to: image)
  }

  func sha256(of file: URL) async throws -> String {
    try await offPool { String(try Command.output("sha256sum", [file.path]).prefix(64)) }
  }

  func render(_ order: RenderOrder, to file: URL) async throws {
    rendered.append(order)
    try Data("\0\0\0\u{10}ftypisom \(order.contentKey)".utf8).write(to: file)
  }
}

/// Runs blocking work on a thread of its own: the simulator under test needs the few threads that `await` has.
func offPool<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
  }
}
