import Foundation
public import MediaBasics

/// Puts files where others fetch them: into S3-compatible storages, and to signed addresses.
///
/// Each file goes with its checksum and is read while it is sent. A large one goes in parts: what arrived before a break
/// isn't sent again. What is there already is left alone.
public final class ObjectStorage: Sendable {
  private static let mark = "x-amz-meta-rwmedia-sha256"

  private let settings: StorageSettings
  let channel: ServiceChannel
  private let endpoint: WebAddress?

  /// A storage; nothing is asked yet.
  ///
  /// - Throws: `client.address` for an endpoint that isn't opened.
  public init(_ settings: StorageSettings) throws {
    self.settings = settings
    endpoint = try settings.endpoint.map { try WebAddress($0.absoluteString) }
    let key = settings.credentials
    let redactor = Redactor(secrets: [key?.accessKey, key?.secretKey, key?.sessionToken].compactMap(\.self))
    let transport = try Transport(trust: settings.trust, log: ExchangeLog(settings.log, redactor))
    channel = ServiceChannel(
      service: "The storage", transport: transport, pacer: RequestPacer(perMinute: 100_000, time: settings.time),
      retries: settings.retries, time: settings.time, redactor: redactor)
  }

  /// Looks whether a target can be delivered to at all; nothing is asked.
  ///
  /// - Throws: `storage.key` where a key is needed and missing.
  public func check(_ target: StorageTarget) throws {
    if case .object = target { _ = try storage(for: target.shown) }
  }

  /// Whether a target is on this machine: the only ones that a rehearsal delivers to.
  public func isLoopback(_ target: StorageTarget) -> Bool {
    switch target {
    case .object: endpoint?.isLoopback ?? false
    case .presigned(let address): (try? WebAddress(address))?.isLoopback ?? false
    }
  }

  /// Puts a file; called again after any interruption it goes on.
  ///
  /// - Parameters:
  ///   - begun: what an earlier call told through `note`.
  ///   - note: told what going on takes, before the first part leaves.
  /// - Throws: `client.address` for a bucket or key that can't be; `client.setting` for a type or a length that can't;
  ///   `storage.key`, `storage.refused`, `storage.mismatch`; `provider.…` where the storage is out of reach or keeps
  ///   failing; `upload.changed`; `CancellationError`.
  public func put(
    _ file: StoredFile, to target: StorageTarget, begun: MultipartUpload? = nil,
    note: @Sendable (MultipartUpload) async throws -> Void = { _ in }, progress: ProgressHandler? = nil
  ) async throws {
    try file.check()
    switch target {
    case .presigned(let address): try await put(file, signed: try WebAddress(address), progress)
    case .object(let bucket, let key):
      // Parts such as `..` would be another bucket's.
      guard StorageTarget(target.shown) == target else {
        throw GenerationError.address(target.shown, "it is no bucket and key")
      }
      let storage = try storage(for: target.shown)
      let object = try storage.object(bucket: bucket, key: key)
      if try await isThere(file, storage, object) == true { return }
      if file.length >= settings.multipartFrom {
        let parts = MultipartPut(
          storage: storage, object: object, file: file, partSize: settings.partSize, mark: Self.mark,
          progress: progress)
        try await parts.run(begun: begun, note: note)
      } else {
        try await put(file, storage, object, progress)
      }
      guard try await isThere(file, storage, object) ?? true else {
        throw GenerationError.storageMismatch(target.shown)
      }
    }
  }

  private func storage(for target: String) throws(GenerationError) -> StorageChannel {
    guard let credentials = settings.credentials else {
      throw .storageKeyMissing(target, variable: "AWS_ACCESS_KEY_ID")
    }
    for (name, secret) in [
      ("AWS_ACCESS_KEY_ID", credentials.accessKey), ("AWS_SECRET_ACCESS_KEY", credentials.secretKey),
    ]
    where secret.value.isEmpty { throw .storageKeyMissing(target, variable: name) }
    return StorageChannel(channel: channel, credentials: credentials, region: settings.region, endpoint: endpoint)
  }

  /// Whether the very same contents are there; `nil` where the key may not look.
  private func isThere(
    _ file: StoredFile, _ storage: StorageChannel, _ object: StorageChannel.Object
  ) async throws -> Bool? {
    let response = try await storage.send(.head, object, headers: ["x-amz-checksum-mode": "ENABLED"])
    switch response.status {
    case 200: break
    // Without the right to list, an object that is missing is forbidden.
    case 403: return nil
    default: return false
    }
    guard response.headers["content-length"] == "\(file.length)" else { return false }
    return response.headers[Self.mark] == file.sha256
      || response.headers["x-amz-checksum-sha256"] == Data.base64(hexadecimal: file.sha256)
  }

  private func put(
    _ file: StoredFile, _ storage: StorageChannel, _ object: StorageChannel.Object, _ progress: ProgressHandler?
  ) async throws {
    let response = try await storage.send(
      .put, object,
      headers: [
        "Content-Type": file.contentType, Self.mark: file.sha256,
        "x-amz-checksum-sha256": Data.base64(hexadecimal: file.sha256),
      ], body: HTTPBody([.file(file.file, length: file.length)]), sha256: file.sha256,
      progress: counter(progress, "delivering"))
    try storage.check(response, object)
  }

  /// One request to an address that somebody else signed: no header goes along that the signature may not know.
  private func put(_ file: StoredFile, signed address: WebAddress, _ progress: ProgressHandler?) async throws {
    var request = HTTPRequest(method: .put, address: address)
    request.headers["Content-Type"] = file.contentType
    if Self.signs("x-amz-checksum-sha256", address) {
      request.headers["x-amz-checksum-sha256"] = Data.base64(hexadecimal: file.sha256)
    }
    request.body = HTTPBody([.file(file.file, length: file.length)])
    request.timeouts = .upload(of: file.length)
    request.progress = counter(progress, "delivering")
    let made = request
    let response = try await channel.exchange({ made }, judge: { .final($0) })
    guard (200..<300).contains(response.status) else {
      throw GenerationError.storageExpired(address.withoutQuery, response.status, channel.words(of: response))
    }
  }

  private static func signs(_ header: String, _ address: WebAddress) -> Bool {
    let query = URLComponents(string: address.text)?.queryItems ?? []
    let signed = query.first { $0.name.lowercased() == "x-amz-signedheaders" }?.value ?? ""
    return signed.lowercased().split(separator: ";").contains { $0 == header }
  }
}
