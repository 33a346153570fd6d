import CCurl

/// How an exchange ended that brought no answer.
struct TransferFailure: Error {
  enum Cause: Sendable, Equatable {
    /// No connection came about: name, network, refusal.
    case unreachable
    /// The other side could not prove who it is.
    case untrusted
    /// A time-out.
    case timedOut
    /// The connection ended early, or what came was no HTTP.
    case cut
  }

  let cause: Cause
  /// libcurl's words.
  let text: String
  /// Whether a byte of the request may have reached the other side.
  let requestLeft: Bool

  init(_ code: CURLcode, text: String, requestLeft: Bool) {
    cause =
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT: .unreachable
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR: .untrusted
      case CURLE_OPERATION_TIMEDOUT: .timedOut
      default: .cut
      }
    self.text = text
    self.requestLeft = requestLeft
  }
}
