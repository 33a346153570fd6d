import CReport
import Foundation

/// The page's own styles and script, as they were when the binary was built.
enum ReportParts {
  static let styles = text(rw_report_styles())
  static let script = text(rw_report_script())

  private static func text(_ part: rw_report_text) -> String {
    guard let bytes = part.bytes else { return "" }
    return String(decoding: UnsafeBufferPointer(start: bytes, count: part.size), as: UTF8.self)
  }
}
