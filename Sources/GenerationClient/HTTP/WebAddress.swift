import CCurl

/// An absolute `https` address, or plain `http` on this machine: no other is ever opened.
struct WebAddress: Hashable, Sendable {
  /// The whole address, with its query.
  let text: String
  let scheme: String
  /// In lower case; IPv6 in brackets.
  let host: String
  let port: Int
  let path: String

  /// - Throws: `client.address` where this is no URL, or one that isn't allowed.
  init(_ text: String) throws(GenerationError) {
    guard let parsed = CurlAddress(text), let scheme = parsed.part(CURLUPART_SCHEME)?.lowercased(),
      let host = parsed.part(CURLUPART_HOST)?.lowercased(), !host.isEmpty,
      let port = parsed.part(CURLUPART_PORT, flags: UInt32(CURLU_DEFAULT_PORT)).flatMap(Int.init)
    else { throw .address(Redactor.shortened(text), "it is no web address") }
    self.text = text
    self.scheme = scheme
    self.host = host
    self.port = port
    path = parsed.part(CURLUPART_PATH) ?? "/"
    guard scheme == "https" || (scheme == "http" && isLoopback) else {
      throw .address(shown, "only https is opened, and plain http on this machine (loopback)")
    }
  }

  /// Whether the host is this machine by its very name.
  var isLoopback: Bool {
    if ["localhost", "[::1]"].contains(host) { return true }
    let octets = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return octets.count == 4 && !octets.contains(nil) && octets[0] == 127
  }

  /// Scheme, host and port: what a key may be sent to.
  var origin: String { "\(scheme)://\(host):\(port)" }

  /// The address as logs and messages show it: without its query, which may be signed.
  var shown: String { Redactor.shortened(text) }

  /// The address without query and fragment.
  var withoutQuery: String { String(text.prefix { $0 != "?" && $0 != "#" }) }

  /// This address with a path added to its own.
  func appending(_ path: String) throws(GenerationError) -> WebAddress {
    var base = Substring(text)
    while base.hasSuffix("/") { base.removeLast() }
    return try WebAddress("\(base)/\(path.drop { $0 == "/" })")
  }
}
