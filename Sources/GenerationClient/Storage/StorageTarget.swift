import Foundation

/// Where an output is delivered to beyond this machine.
public enum StorageTarget: Hashable, Sendable {
  /// An object of an S3-compatible storage.
  case object(bucket: String, key: String)
  /// An address that takes one file by PUT, signed by whoever made it.
  case presigned(String)

  /// Reads `s3://BUCKET/KEY` or an `https` address (`http` on this machine); `nil` for anything else.
  public init?(_ text: String) {
    if text.hasPrefix("s3://") {
      let parts = text.dropFirst(5).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(
        String.init)
      guard let bucket = parts.first, Self.isBucket(bucket) else { return nil }
      let key = parts.count > 1 ? parts[1] : ""
      guard Self.isKey(key) else { return nil }
      self = .object(bucket: bucket, key: key)
    } else {
      guard (try? WebAddress(text)) != nil else { return nil }
      self = .presigned(text)
    }
  }

  /// The target as people may see it: without a query, which may be a signature.
  public var shown: String {
    switch self {
    case .object(let bucket, let key): "s3://\(bucket)/\(key)"
    case .presigned(let address): String(address.prefix { $0 != "?" && $0 != "#" })
    }
  }

  /// This prefix with a name after it; a signed address stays what it is.
  public func appending(_ name: String) -> StorageTarget {
    guard case .object(let bucket, var key) = self else { return self }
    while key.hasSuffix("/") { key.removeLast() }
    return .object(bucket: bucket, key: key.isEmpty ? name : "\(key)/\(name)")
  }

  /// By S3's rules for names of buckets; anything else would change the address.
  private static func isBucket(_ text: String) -> Bool {
    (3...63).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: ".") && text.utf8.last != UInt8(ascii: ".")
      && text.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
      }
  }

  /// No part that a server or client would resolve, and nothing that can't be written in XML.
  private static func isKey(_ text: String) -> Bool {
    text.utf8.count <= 900 && !text.hasPrefix("/")
      && !text.split(separator: "/", omittingEmptySubsequences: false).contains { [".", ".."].contains($0) }
      && !text.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
  }
}
