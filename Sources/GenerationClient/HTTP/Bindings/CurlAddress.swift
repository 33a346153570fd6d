import CCurl

/// Owner of a parsed URL: the same parser that the transfer uses, so that a check and the connection can't disagree.
struct CurlAddress: ~Copyable {
  private let handle: OpaquePointer

  /// Parses an absolute URL; `nil` where libcurl wouldn't take it, or where it carries a user or password.
  init?(_ text: String) {
    guard let handle = curl_url() else { return nil }
    guard curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_DISALLOW_USER)) == CURLUE_OK else {
      curl_url_cleanup(handle)
      return nil
    }
    self.handle = handle
  }

  deinit {
    curl_url_cleanup(handle)
  }

  /// A part as text; `nil` where the URL has none.
  borrowing func part(_ part: CURLUPart, flags: UInt32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
