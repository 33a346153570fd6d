import Foundation

/// The address under which a client reached the simulator, and so the one its files are told under.
struct ServerAddress: Hashable, Sendable {
  /// Scheme and authority: `http://127.0.0.1:8080`.
  let base: String

  /// The address in a request's `Host` header.
  init(host: String) { base = "http://\(host)" }

  /// A file's address; past `expires` it answers no more.
  func file(_ asset: MediaAsset, expires: Date? = nil) -> String {
    let query = expires.map { "?expires=\(Int($0.timeIntervalSince1970 * 1000))" } ?? ""
    return "\(base)\(Self.folder)\(asset.name)\(query)"
  }

  /// The id of the asset that an address names; `nil` for anybody else's address.
  func assetID(in url: URL) -> String? {
    let text = url.absoluteString
    guard text.hasPrefix(base + Self.folder) else { return nil }
    return Self.assetID(inPath: url.path)
  }

  /// The id of the asset that a path names: `/files/UUID.EXT`.
  static func assetID(inPath path: String) -> String? {
    guard path.hasPrefix(folder) else { return nil }
    let name = path.dropFirst(folder.count).prefix { $0 != "." }
    return UUID(uuidString: String(name)) == nil ? nil : name.lowercased()
  }

  private static let folder = "/files/"
}
