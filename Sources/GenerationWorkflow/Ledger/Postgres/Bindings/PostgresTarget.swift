import CPostgres
import Foundation
import MediaBasics

/// What an address says, without its password.
struct PostgresTarget: Sendable {
  /// What messages call the ledger: `postgres://user@host:5432/database`.
  let name: String
  /// The password, so that it can be taken out of whatever a library says; empty where the address has none.
  private let password: String

  /// Takes an address apart.
  ///
  /// - Throws: `workflow.ledger` where it is none; says nothing of what is in it.
  init(_ address: LedgerAddress) throws(WorkflowError) {
    guard Self.isPlain(address.text), let options = PQconninfoParse(address.text, nil) else {
      throw WorkflowError.postgresAddress()
    }
    defer { PQconninfoFree(options) }
    var found: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { found[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    let user = found["user"].map { "\($0)@" } ?? ""
    let port = found["port"].map { ":\($0)" } ?? ""
    name = "postgres://\(user)\(found["host"] ?? "")\(port)/\(found["dbname"] ?? "")"
    password = found["password"] ?? ""
  }

  /// Whether an address can be taken apart in one way only: a password in which `/`, `?` or `@` stand for themselves would
  /// be read as a host or a database, and be shown as such.
  private static func isPlain(_ address: String) -> Bool {
    guard let start = address.range(of: "://")?.upperBound else { return false }
    let marks = address[start...].count { $0 == "@" }
    return marks == 0 || marks == 1 && address[start...].prefix { !"/?".contains($0) }.contains("@")
  }

  /// A text without the password.
  func masked(_ text: String) -> String {
    password.isEmpty ? text : text.replacing(password, with: "•••")
  }
}

extension WorkflowError {
  static func postgresAddress() -> WorkflowError {
    WorkflowError(
      "ledger", .usage, "The address of the ledger's server can't be read.",
      hint:
        "Write postgres://USER@HOST:5432/DATABASE. The password is best left to PGPASSWORD or ~/.pgpass; in the address, its special characters are written as %40 and the like.",
      details: ["given": "postgres://…"])
  }
}
