/// A key: usable, and shown by no description, log or dump.
struct Secret: Sendable, CustomStringConvertible, CustomReflectable {
  /// The key itself, for the one header that carries it.
  let value: String

  var description: String { "•••" }
  var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Secret {
  /// 32 random bytes in hexadecimal.
  static func random() -> Secret {
    var source = SystemRandomNumberGenerator()
    let words = (0..<4).map { _ in String(source.next() as UInt64, radix: 16) }
    return Secret(value: words.map { String(repeating: "0", count: 16 - $0.count) + $0 }.joined())
  }

  /// Whether a text is the secret; takes as long for one that begins right as for any other.
  func matches(_ text: String) -> Bool {
    let (own, given) = (Array(value.utf8), Array(text.utf8))
    guard own.count == given.count else { return false }
    return zip(own, given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
