extension RunwareReply {
  /// The reply with its items as a fault has them.
  func spoiled(by effect: FaultEffect) -> RunwareReply {
    switch effect {
    case .empty: RunwareReply()
    case .duplicate: RunwareReply(data: data + data, errors: errors + errors)
    case .shuffle: RunwareReply(data: data.reversed(), errors: errors.reversed())
    default: self
    }
  }
}

extension RunwareFailure {
  /// What a service that fails with an HTTP status says of it.
  static func status(_ status: Int) -> RunwareFailure {
    let code =
      switch status {
      case 401: "invalidApiKey"
      case 402: "insufficientCredits"
      case 403: "forbidden"
      case 404: "notFound"
      case 429: "rateLimitExceeded"
      case 503: "serviceUnavailable"
      case 504: "providerGatewayTimeout"
      default: "internalServerError"
      }
    return RunwareFailure(code: code, message: "A fault that was asked for: HTTP status \(status).")
  }
}

extension Journal.RequestKind {
  /// Where faults of such a request are planned.
  var faultPoint: FaultPoint {
    switch self {
    case .submit: .submit
    case .poll: .poll
    case .upload: .upload
    case .download: .download
    case .other: .any
    }
  }
}
