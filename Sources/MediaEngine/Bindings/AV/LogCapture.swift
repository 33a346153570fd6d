import CFFmpeg
import Foundation

/// Takes libav's messages away from stderr and keeps the last errors of each thread, to be told with a failure.
///
/// libav's return codes are coarse ("Invalid data found"); what was wrong stands only in its log.
enum LogCapture {
  private static let keptLines = 4

  /// Routes libav's log here; done once, however often it is called.
  static func install() { _ = installed }

  /// The last errors that this thread's calls logged, oldest first, and forgets them.
  static func takeLines() -> [String] {
    guard let lines = current(create: false) else { return [] }
    defer { lines.texts = [] }
    return lines.texts
  }

  private final class Lines {
    var texts: [String] = []
  }

  private static let installed: Void = {
    av_log_set_level(AV_LOG_ERROR)
    av_log_set_callback { source, level, format, arguments in
      guard level <= AV_LOG_ERROR, let format, let arguments else { return }
      var prefix: Int32 = 1
      let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer -> String? in
        guard let start = buffer.baseAddress,
          av_log_format_line2(source, level, format, arguments, start, 512, &prefix) >= 0
        else { return nil }
        return String(cString: start)
      }
      if let text { LogCapture.keep(text, from: source) }
    }
  }()

  private static func keep(_ text: String, from source: UnsafeMutableRawPointer?) {
    let line = withoutAddresses(text).trimmingCharacters(in: .whitespacesAndNewlines)
    guard !line.isEmpty else { return }
    DecoderLog.attached(to: source)?.add(line)
    guard let lines = current(create: true), lines.texts.last != line else { return }
    lines.texts = (lines.texts + [line]).suffix(keptLines)
  }

  /// "[mov,mp4,m4a @ 0x55d0c8] moov atom not found": the address says nothing to a reader.
  static func withoutAddresses(_ text: String) -> String {
    let parts = text.components(separatedBy: " @ 0x")
    return parts[0] + parts.dropFirst().map { $0.drop { $0.isHexDigit } }.joined()
  }

  private static let key: pthread_key_t? = {
    var key = pthread_key_t()
    let made = pthread_key_create(&key) { lines in
      guard let lines else { return }
      Unmanaged<Lines>.fromOpaque(lines).release()
    }
    return made == 0 ? key : nil
  }()

  private static func current(create: Bool) -> Lines? {
    guard let key else { return nil }
    if let known = pthread_getspecific(key) {
      return Unmanaged<Lines>.fromOpaque(UnsafeRawPointer(known)).takeUnretainedValue()
    }
    guard create else { return nil }
    let fresh = Unmanaged.passRetained(Lines())
    guard pthread_setspecific(key, UnsafeRawPointer(fresh.toOpaque())) == 0 else {
      fresh.release()
      return nil
    }
    return fresh.takeUnretainedValue()
  }
}
