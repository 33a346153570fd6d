import Foundation

extension Date {
  /// The time in UTC to the millisecond, as both services write it: `2026-01-31T12:00:00.000Z`.
  var text: String { Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(self) }
}
