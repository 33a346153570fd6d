import CCurl

/// Owner of one transfer's handle with the header list and error text that libcurl only borrows.
///
/// Made, used and freed on the transport's thread.
final class CurlEasy {
  /// The handle, and what a multi handle knows the transfer by.
  let raw: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private var headers: UnsafeMutablePointer<curl_slist>?

  init() throws {
    guard let raw = curl_easy_init() else { throw CurlError.noHandle("easy_init") }
    self.raw = raw
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    try CurlError.check(rw_curl_set_pointer(raw, CURLOPT_ERRORBUFFER, errorText), "ERRORBUFFER")
  }

  deinit {
    curl_easy_cleanup(raw)
    curl_slist_free_all(headers)
    errorText.deallocate()
  }

  func set(_ option: CURLoption, _ value: Int) throws {
    try CurlError.check(rw_curl_set_long(raw, option, value), "option \(option.rawValue)")
  }

  func set(_ option: CURLoption, _ value: Bool) throws {
    try set(option, value ? 1 : 0)
  }

  func set(_ option: CURLoption, offset value: Int64) throws {
    try CurlError.check(rw_curl_set_offset(raw, option, curl_off_t(value)), "option \(option.rawValue)")
  }

  /// libcurl copies the text.
  func set(_ option: CURLoption, _ value: String) throws {
    try CurlError.check(rw_curl_set_string(raw, option, value), "option \(option.rawValue)")
  }

  /// The pointer is borrowed: whoever it points to outlives this object.
  func set(_ option: CURLoption, context value: UnsafeMutableRawPointer) throws {
    try CurlError.check(rw_curl_set_pointer(raw, option, value), "option \(option.rawValue)")
  }

  func set(_ option: CURLoption, function: rw_curl_transfer_function) throws {
    try CurlError.check(rw_curl_set_transfer_function(raw, option, function), "option \(option.rawValue)")
  }

  func setSeek(_ function: rw_curl_seek_function) throws {
    try CurlError.check(rw_curl_set_seek_function(raw, function), "SEEKFUNCTION")
  }

  /// Replaces the request's header lines, each `Name: value`, or `Name:` to send none of that name.
  func setHeaders(_ lines: [String]) throws {
    curl_slist_free_all(headers)
    headers = nil
    for line in lines {
      guard let longer = curl_slist_append(headers, line) else { throw CurlError.noHandle("slist_append") }
      headers = longer
    }
    try CurlError.check(rw_curl_set_list(raw, CURLOPT_HTTPHEADER, headers), "HTTPHEADER")
  }

  func long(_ info: CURLINFO) -> Int {
    var value = 0
    return rw_curl_get_long(raw, info, &value) == CURLE_OK ? value : 0
  }

  func offset(_ info: CURLINFO) -> Int64 {
    var value: curl_off_t = 0
    return rw_curl_get_offset(raw, info, &value) == CURLE_OK ? Int64(value) : 0
  }

  /// libcurl's own words for what went wrong, else its general ones for `code`.
  func message(for code: CURLcode) -> String {
    let own = String(cString: errorText)
    return own.isEmpty ? String(cString: curl_easy_strerror(code)) : own
  }
}
