/// A key: usable, and shown by no description, log or dump.
struct Secret: Sendable, CustomStringConvertible, CustomReflectable {
  /// The key itself, for the one header that carries it.
  let value: String

  var description: String { "•••" }
  var customMirror: Mirror { Mirror(self, children: [:]) }
}
