import MediaBasics

/// What one of Runware's error codes means for us: its catalogue names families, not single codes.
enum RunwareErrorClass: Sendable {
  case validation, auth, quota, safety, notFound, rateLimit, timeout, server, provider, unknown

  init(code: String) {
    let code = code.lowercased()
    self = Self.exact[code] ?? Self.families.first { $0.matches(code) }?.meaning ?? .unknown
  }

  /// Whether the same request may succeed later, unchanged.
  var isRetryable: Bool {
    switch self {
    case .rateLimit, .timeout, .server, .provider: true
    case .validation, .auth, .quota, .safety, .notFound, .unknown: false
    }
  }

  var kind: FailureKind {
    switch self {
    case .auth: .key
    case .rateLimit, .timeout, .server, .provider: .unavailable
    case .validation, .quota, .safety, .notFound, .unknown: .refused
    }
  }

  private struct Family {
    let meaning: RunwareErrorClass
    let matches: @Sendable (String) -> Bool

    static func holding(_ parts: [String], _ meaning: RunwareErrorClass) -> Family {
      Family(meaning: meaning) { code in parts.contains { code.contains($0) } }
    }

    static func beginning(_ parts: [String], _ meaning: RunwareErrorClass) -> Family {
      Family(meaning: meaning) { code in parts.contains { code.hasPrefix($0) } }
    }
  }

  private static let exact: [String: RunwareErrorClass] = Dictionary(
    uniqueKeysWithValues: [
      (auth, ["invalidapikey", "missingapikey", "unauthorized", "forbidden"]),
      (quota, ["quotaexceeded", "paymentrequired"]),
      (
        safety,
        [
          "contentpolicyviolation", "providercontentpolicyviolation", "invalidprovidercontent",
          "nsfwcontentdetected", "promptblocked", "imageblocked", "moderationfailed",
        ]
      ),
      (notFound, ["tasknotfound", "taskfailedornotfound", "modelnotfound", "medianotfound", "taskcancelled"]),
      (timeout, ["timeoutprovider", "providertimeout", "providergatewaytimeout", "webhooktimeout"]),
      (server, ["internalservererror", "serviceunavailable", "unknownerror", "unknownerrorwhilereadingresults"]),
      (
        provider,
        [
          "providererror", "providerunavailable", "inferenceerror", "taskfailed", "downloadfailed", "uploadfailed",
          "noavailableserver", "modelunavailable", "modeldisabled", "modelnotready",
        ]
      ),
      (validation, ["conflicttaskuuid", "unknownparameter", "incompatibleparameters"]),
    ].flatMap { meaning, codes in codes.map { ($0, meaning) } })

  /// In order: the first family that holds a code decides.
  private static let families: [Family] = [
    .holding(["ratelimit"], .rateLimit),
    .holding(["credits", "balance"], .quota),
    .holding(["suspended", "disabled"], .auth),
    .beginning(["token"], .auth),
    .beginning(
      ["invalid", "missing", "unsupported", "value", "array", "max", "duplicate", "mismatch"], .validation),
    .holding(["expired"], .notFound),
    .holding(["timeout"], .timeout),
    .beginning(["provider"], .provider),
  ]
}
