import Foundation

/// A PostgreSQL server of the tests' own on this machine (`Tests/batch/postgres_server.py`).
public final class PostgresServer: Sendable {
  /// Where it is, with the user and the password.
  public let address: String
  private let process: RunningCommand

  /// The server that all tests of this process share; it ends with the process.
  public static func shared() async throws -> PostgresServer { try await common.value }

  private static let common = Task { try await start() }

  /// Starts one.
  public static func start() async throws -> PostgresServer {
    let process = try RunningCommand(script: "batch/postgres_server.py")
    return PostgresServer(try await process.firstLine(), process)
  }

  private init(_ address: String, _ process: RunningCommand) {
    self.address = address
    self.process = process
  }

  /// The password in the address.
  public var password: String { "test-password" }

  /// Makes an empty database and gives its address.
  public func database() throws -> String {
    let name = "test_\(UUID().uuidString.lowercased().replacing("-", with: ""))"
    try Self.sql("CREATE DATABASE \(name)", at: address)
    return address.dropLast("postgres".count) + name
  }

  /// Restarts it; who is connected loses the connection.
  public func restart() { process.signal(SIGHUP) }

  /// Ends it.
  public func stop() async throws {
    process.signal(SIGTERM)
    _ = try await process.outcome()
  }

  /// Asks a database something, as its administrator would; gives the rows, a line each, columns apart by `|`.
  @discardableResult
  public static func sql(_ text: String, at address: String) throws -> [String] {
    try Command.output("psql", [address, "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", text])
      .split(separator: "\n").map(String.init)
  }
}
