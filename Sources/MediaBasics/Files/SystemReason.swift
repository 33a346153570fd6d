import Foundation

/// Why the system refused something, in its own short words.
public enum SystemReason {
  /// `No space left on device` rather than Foundation's sentences around it; without a full stop.
  public static func text(of error: any Error) -> String {
    let cause = (error as? CocoaError)?.underlying ?? error
    if let posix = cause as? POSIXError { return String(cString: strerror(posix.code.rawValue)) }
    let text = error.localizedDescription
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
