public import Foundation
import MediaBasics

/// Where a ledger is.
public enum LedgerPlace: Sendable, Hashable {
  /// A SQLite file; clips and what else belongs to it lie beside it.
  case file(URL)
  /// A PostgreSQL server, by a `postgres://` address; clips and what else belongs to it lie in the folder.
  case server(LedgerAddress, folder: URL)

  /// The place that a user names: a path, or an address of a server; `nil` is the usual one.
  ///
  /// - Parameter usual: the file that a ledger on this machine would be; a server's clips lie beside where it would be.
  public init(_ text: String?, usual: URL) {
    guard let text else {
      self = .file(usual)
      return
    }
    let isServer = ["postgres://", "postgresql://"].contains { text.lowercased().hasPrefix($0) }
    self =
      isServer
      ? .server(LedgerAddress(text), folder: usual.deletingLastPathComponent())
      : .file(URL(fileURLWithPath: HomeFolder.expanding(text)))
  }

  /// Why a text can't be meant as a place; `nil` where it can. A slip in an address would be the name of a new, empty
  /// file here, which knows of no purchase. Nothing of the text is repeated: a password may be in it.
  public static func slip(in text: String) -> String? {
    let lower = text.lowercased()
    if ["postgres://", "postgresql://"].contains(where: lower.hasPrefix) { return nil }
    let isAddress = lower.contains("://") || ["postgres:", "postgresql:"].contains(where: lower.hasPrefix)
    let isLogin = lower.firstMatch(of: /^[^\/]*:[^\/]*@|^postgres.*\/\//) != nil
    let isList = lower.firstMatch(of: /^\s*(host|hostaddr|port|dbname|user|password|service)\s*=/) != nil
    let isBlank = text.allSatisfy(\.isWhitespace)
    guard isAddress || isLogin || isList || isBlank else { return nil }
    return "the ledger is neither a file's path nor an address of a server; write postgres://USER@HOST/DATABASE"
  }

  /// Whether it is a server's.
  public var isServer: Bool { if case .server = self { true } else { false } }

  /// The folder on this machine that belongs to the ledger.
  public var folder: URL {
    switch self {
    case .file(let file): file.deletingLastPathComponent()
    case .server(_, let folder): folder
    }
  }

  /// Whether there is something to look at; a server is always asked.
  public var isThere: Bool {
    switch self {
    case .file(let file): FileManager.default.fileExists(atPath: file.path)
    case .server: true
    }
  }
}
