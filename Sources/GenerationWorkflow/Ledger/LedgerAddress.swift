/// The address of a PostgreSQL server, as a user gives it; shown nowhere, for a password may be in it.
public struct LedgerAddress: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  /// The address itself, for the one call that connects.
  let text: String

  /// An address that begins with `postgres://` or `postgresql://`.
  public init(_ text: String) { self.text = text }

  /// Only what kind of address it is.
  public var description: String { "postgres://…" }
  /// Shows no member, so that no dump shows a password.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
