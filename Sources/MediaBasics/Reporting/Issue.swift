/// Something found wrong, or worth a word, in what was asked; many can be told at once.
public struct Issue: Sendable, Hashable, Codable {
  /// How grave it is.
  public enum Severity: String, Sendable, Hashable, Codable {
    /// The request would be refused.
    case error
    /// The request goes on, and the user should know.
    case warning
  }

  /// How grave it is.
  public var severity: Severity
  /// A stable word, such as `unsupportedDuration`.
  public var code: String
  /// The parameter, such as `frameImages[0].frame`.
  public var path: String
  /// What was given.
  public var given: JSONValue
  /// The allowed values, as a list or a range in words.
  public var allowed: JSONValue
  /// One sentence: the parameter, what was given, what is allowed.
  public var message: String
  /// What to do, where there is more to say than to choose an allowed value.
  public var hint: String?

  /// An issue with its parts.
  public init(
    _ severity: Severity, code: String, path: String, given: JSONValue, allowed: JSONValue, message: String,
    hint: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.path = path
    self.given = given
    self.allowed = allowed
    self.message = message
    self.hint = hint
  }
}
