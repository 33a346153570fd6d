import Foundation
import MediaBasics

/// Requests to an S3-compatible storage, signed by libcurl and tried again where that can help.
struct StorageChannel: Sendable {
  /// The SHA-256 of nothing.
  private static let emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  let channel: ServiceChannel
  let credentials: StorageSettings.Credentials
  let region: String
  let endpoint: WebAddress?

  /// An object's requests.
  struct Object: Sendable {
    let bucket: String
    let key: String
    let address: WebAddress

    var shown: String { "s3://\(bucket)/\(key)" }
  }

  /// The object of this name: AWS's own have the bucket in the host's name, others in the path.
  func object(bucket: String, key: String) throws(GenerationError) -> Object {
    let path = key.percentEncoded(keeping: "/")
    let address: WebAddress
    if let endpoint {
      address = try endpoint.appending("\(bucket)/\(path)")
    } else if bucket.contains(".") {
      // No certificate covers further dots.
      address = try WebAddress("https://s3.\(region).amazonaws.com/\(bucket)/\(path)")
    } else {
      address = try WebAddress("https://\(bucket).s3.\(region).amazonaws.com/\(path)")
    }
    return Object(bucket: bucket, key: key, address: address)
  }

  /// One request, made anew for each try.
  ///
  /// - Parameter query: in the order of the names, as signing takes it.
  func send(
    _ method: HTTPRequest.Method, _ object: Object, query: [(name: String, value: String)] = [],
    headers: [String: String] = [:], body: HTTPBody? = nil, sha256: String? = nil, progress: ByteCounter? = nil
  ) async throws -> HTTPResponse {
    let pairs = query.map { "\($0.name)=\($0.value.percentEncoded())" }
    let text = object.address.text + (pairs.isEmpty ? "" : "?\(pairs.joined(separator: "&"))")
    var request = HTTPRequest(method: method, address: try WebAddress(text))
    request.headers = headers
    request.headers["x-amz-content-sha256"] = sha256 ?? (body == nil ? Self.emptyHash : "UNSIGNED-PAYLOAD")
    request.headers["x-amz-security-token"] = credentials.sessionToken?.value
    request.signing = HTTPRequest.Signing(
      scheme: "aws:amz:\(region):s3", user: credentials.accessKey, password: credentials.secretKey)
    request.body = body
    request.progress = progress
    // What the object's length says is of no body.
    if method == .head { request.destination = .memory(limit: .max) }
    if let body { request.timeouts = .upload(of: body.length) }
    let made = request
    return try await channel.exchange({ made }, judge: { .final($0) })
  }

  /// Refuses what isn't a success, in the storage's words.
  func check(_ response: HTTPResponse, _ object: Object) throws(GenerationError) {
    let xml = XMLText(response.body)
    // Finishing an upload may fail with a status that means success.
    let code = xml.all("Error").first?["Code"]
    if (200..<300).contains(response.status), code == nil { return }
    let words = channel.words(of: response)
    switch code ?? "HTTP \(response.status)" {
    case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "TokenRefreshRequired",
      "AccessDenied", "AllAccessDisabled", "AccountProblem", "AuthFailure", "HTTP 401", "HTTP 403":
      throw .storageKeyRefused(object.shown, code, words)
    case "NoSuchBucket":
      throw .storageRefused(object.shown, response.status, code, "there is no bucket '\(object.bucket)'")
    case "InternalError", "SlowDown", "ServiceUnavailable", "RequestTimeout":
      throw .failing("The storage", response.status, words)
    default: throw .storageRefused(object.shown, response.status, code, words)
    }
  }
}

extension GenerationError {
  static func storageKeyMissing(_ target: String, variable: String) -> GenerationError {
    GenerationError(
      .storageKey, .key, "There is no key to deliver to \(target) with: \(variable) is not set.",
      hint: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment or in a .env file here.",
      details: ["variable": .string(variable)])
  }

  static func storageKeyRefused(_ target: String, _ code: String?, _ words: String?) -> GenerationError {
    GenerationError(
      .storageKey, .key, "The storage refuses the key for \(target)\(words.map { ": \($0)" } ?? ".")",
      hint:
        "Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_REGION, and what the key may do.",
      details: ["target": .string(target), "providerCode": code.map(JSONValue.string) ?? .null])
  }

  static func storageRefused(_ target: String, _ status: Int, _ code: String?, _ words: String?) -> GenerationError {
    GenerationError(
      .storageRefused, .refused, "\(target) was not taken (HTTP \(status))\(words.map { ": \($0)" } ?? ".")",
      hint:
        "Check the address, the bucket and the region (AWS_REGION, AWS_ENDPOINT_URL); the file is delivered here.",
      details: ["target": .string(target), "providerCode": code.map(JSONValue.string) ?? .null])
  }

  static func storageExpired(_ target: String, _ status: Int, _ words: String?) -> GenerationError {
    GenerationError(
      .storageRefused, .refused,
      "The signed address \(target) does not take the file (HTTP \(status))\(words.map { ": \($0)" } ?? ".")",
      hint: "Such addresses expire: write a fresh one into the manifest and run again; nothing is generated anew.",
      details: ["target": .string(target)])
  }

  static func storageMismatch(_ target: String) -> GenerationError {
    GenerationError(
      .storageMismatch, .unavailable, "\(target) isn't what was sent, as the storage describes it afterwards.",
      hint: "Run again; if it stays, something else writes to the same name.", details: ["target": .string(target)])
  }
}
