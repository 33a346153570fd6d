import CFFmpeg
import Synchronization

/// What one decoder logs as errors, on whichever of its threads: where decoders conceal damage, only this tells.
final class DecoderLog: Sendable {
  private static let keptLines = 4
  private let lines = Mutex<[Complaint]>([])

  /// The first few different lines.
  var complaints: [Complaint] { lines.withLock(\.self) }

  func add(_ text: String) {
    lines.withLock { lines in
      if let known = lines.firstIndex(where: { $0.text == text }) {
        lines[known].count += 1
      } else if lines.count < Self.keptLines {
        lines.append(Complaint(text: text, count: 1))
      }
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

/// A line that a decoder logged as an error, and how often.
struct Complaint: Hashable, Sendable {
  let text: String
  var count: Int
}

extension [Complaint] {
  /// What was complained about more often than there.
  func without(_ others: [Complaint]) -> [Complaint] {
    filter { line in line.count > (others.first { $0.text == line.text }?.count ?? 0) }
  }
}
