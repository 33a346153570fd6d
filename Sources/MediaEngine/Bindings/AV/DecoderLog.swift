import CFFmpeg
import Synchronization

/// What one decoder logs as errors, on whichever of its threads: where decoders conceal damage, only this tells.
final class DecoderLog: Sendable {
  private static let keptLines = 4
  private let lines = Mutex<[String]>([])

  /// The first few different lines.
  var complaints: [String] { lines.withLock(\.self) }

  func add(_ line: String) {
    lines.withLock { lines in
      if lines.count < Self.keptLines, !lines.contains(line) { lines.append(line) }
    }
  }

  /// Has a decoder's lines come here. The context keeps a bare pointer in `opaque`, which libavcodec leaves to its
  /// user and copies to the contexts of its threads: this must outlive the context.
  func attach(to context: UnsafeMutablePointer<AVCodecContext>) {
    context.pointee.opaque = Unmanaged.passUnretained(self).toOpaque()
  }

  /// The log attached to what libav says is the source of a line.
  static func attached(to source: UnsafeMutableRawPointer?) -> DecoderLog? {
    // Every source begins with a pointer to its class (libavutil/log.h).
    guard let source, source.load(as: UnsafePointer<AVClass>?.self) == avcodec_get_class(),
      let opaque = source.assumingMemoryBound(to: AVCodecContext.self).pointee.opaque
    else { return nil }
    return Unmanaged<DecoderLog>.fromOpaque(opaque).takeUnretainedValue()
  }
}
