import CCurl

/// A libcurl call that said no; only calls that set something up, a transfer's own end is a ``TransferFailure``.
struct CurlError: Error, CustomStringConvertible {
  let description: String

  /// Throws where `code` is not `CURLE_OK`.
  static func check(_ code: CURLcode, _ call: String) throws {
    guard code == CURLE_OK else {
      throw CurlError(description: "libcurl: \(call): \(String(cString: curl_easy_strerror(code)))")
    }
  }

  /// Throws where `code` is not `CURLM_OK`.
  static func check(_ code: CURLMcode, _ call: String) throws {
    guard code == CURLM_OK else {
      throw CurlError(description: "libcurl: \(call): \(String(cString: curl_multi_strerror(code)))")
    }
  }

  /// A constructor that gave no handle: there is no memory.
  static func noHandle(_ call: String) -> CurlError {
    CurlError(description: "libcurl: \(call) gave no handle")
  }
}
