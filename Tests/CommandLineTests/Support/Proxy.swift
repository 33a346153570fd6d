import Foundation
import MediaBasics
import TestSupport

/// A proxy (`Tests/services/proxy.py`) that leads every tunnel to one port of this machine.
final class Proxy: Sendable {
  /// Where it listens.
  let address: String
  private let server: RunningCommand

  /// Starts one; the arguments are the script's.
  static func start(to port: String, _ arguments: [String] = []) async throws -> Proxy {
    let server = try RunningCommand(script: "services/proxy.py", [port] + arguments)
    return Proxy(try await server.firstLine(), server)
  }

  private init(_ address: String, _ server: RunningCommand) { (self.address, self.server) = (address, server) }

  /// Its address with an account.
  func address(user: String) -> String { address.replacingOccurrences(of: "//", with: "//\(user)@") }

  /// The heads of the requests that it received.
  func heads() throws -> [String] {
    let text = try Command.output("curl", ["-sSfk", "--noproxy", "*", "\(address)/_requests"])
    return (try JSONValue(parsing: Data(text.utf8)).elements ?? []).compactMap(\.text)
  }
}
