public import Foundation

/// How storage is reached. Whoever makes it reads the environment; this module never does.
public struct StorageSettings: Sendable {
  /// The user's key, as AWS and those that are compatible with it know it.
  public struct Credentials: Sendable {
    let accessKey: Secret
    let secretKey: Secret
    let sessionToken: Secret?

    /// A key with its parts; the token belongs to temporary ones.
    public init(accessKey: String, secretKey: String, sessionToken: String? = nil) {
      self.accessKey = Secret(value: accessKey)
      self.secretKey = Secret(value: secretKey)
      self.sessionToken = sessionToken.map(Secret.init)
    }
  }

  /// The key; `nil` where only signed addresses are delivered to.
  public var credentials: Credentials?
  /// The storage's region.
  public var region = "us-east-1"
  /// Where a storage compatible with S3 is; `nil`: AWS itself.
  public var endpoint: URL?
  /// How often what failed for the moment is tried again.
  public var retries = RetryPolicy()
  /// Which authorities are trusted.
  public var trust = TrustSettings()
  /// Takes the debug log.
  public var log: LogHandler?
  /// Where waiting and chance come from.
  public var time = TimeSource.system
  /// From how many bytes on a file goes in parts, which can be gone on with after a break.
  var multipartFrom: Int64 = 32 << 20
  /// The bytes of a part, the last one aside; S3 takes none below 5 MiB.
  var partSize: Int64 = 16 << 20

  /// Settings without a key.
  public init() {}
}
