import CFFmpeg
import Foundation

/// libavutil's SHA-256 state (libavutil/sha.h); owned and freed here.
struct SHA256: ~Copyable {
  private let state: OpaquePointer

  init() throws(MediaError) {
    guard let state = av_sha_alloc() else { throw MediaError.noMemory(for: "hashing") }
    // Fails only for a digest length that it doesn't know.
    guard av_sha_init(state, 256) == 0 else {
      av_free(UnsafeMutableRawPointer(state))
      throw MediaError.noMemory(for: "hashing")
    }
    self.state = state
  }

  deinit {
    av_free(UnsafeMutableRawPointer(state))
  }

  mutating func update(_ data: Data) {
    data.withUnsafeBytes { bytes in
      guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
      av_sha_update(state, start, bytes.count)
    }
  }

  /// The digest; the state can't be used further.
  consuming func finish() -> String {
    let digest = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { bytes in
      av_sha_final(state, bytes.baseAddress)
      return Array(bytes)
    }
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
