import CCurl
import Foundation

/// An answer whose body has come in whole.
struct HTTPResponse: Sendable {
  let status: Int
  /// By lower-case name; of fields sent twice the last one counts.
  let headers: [String: String]
  /// What went into memory: all of it, or nothing where it went into a file.
  let body: Data
  /// How many bytes of the body came, into memory or a file.
  let length: Int64
  /// What was asked in the end, redirects followed.
  let address: WebAddress

  /// What `Retry-After` asks for, as seconds or as a date; `nil` without one that makes sense.
  func retryAfter(now: Date = Date()) -> Duration? {
    guard let text = headers["retry-after"]?.trimmingCharacters(in: .whitespaces) else { return nil }
    if let seconds = Double(text) {
      return seconds.isFinite && seconds >= 0 ? .seconds(min(seconds, 86_400)) : nil
    }
    let time = curl_getdate(text, nil)
    guard time > 0 else { return nil }
    let wait = Date(timeIntervalSince1970: TimeInterval(time)).timeIntervalSince(now)
    return .seconds(min(max(wait, 0), 86_400))
  }
}

/// The first lines of an answer, before its body.
struct ResponseHead: Sendable {
  private(set) var status = 0
  private(set) var headers: [String: String] = [:]

  /// Takes in one line as it comes; a new status line (after `100 Continue`, say) starts over.
  mutating func take(line: String) {
    let line = line.withoutBlanks
    if line.hasPrefix("HTTP/") {
      status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      headers = [:]
    } else if let colon = line.firstIndex(of: ":") {
      headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].withoutBlanks)
    }
  }

  var contentLength: Int64? { headers["content-length"].flatMap { Int64($0) } }

  /// The range that a 206 holds: its first byte, and the length of the whole where it is told.
  var contentRange: (start: Int64, total: Int64?)? {
    guard let text = headers["content-range"], text.hasPrefix("bytes ") else { return nil }
    let parts = text.dropFirst(6).split(separator: "/")
    guard parts.count == 2, let start = parts[0].split(separator: "-").first.flatMap({ Int64($0) }) else {
      return nil
    }
    return (start, Int64(parts[1]))
  }

  /// What names exactly this version of the body: a strong ETag, else the date of the last change.
  var validator: String? {
    if let tag = headers["etag"], !tag.hasPrefix("W/") { return tag }
    return headers["last-modified"]
  }
}

extension StringProtocol where SubSequence == Substring {
  /// Without spaces, tabs and line ends around it. Foundation's way leads over another kind of string, at many times the
  /// cost.
  fileprivate var withoutBlanks: Substring {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
    guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
      return ""
    }
    return self[first...last]
  }
}
