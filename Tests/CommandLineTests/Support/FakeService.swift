import Foundation
import MediaBasics
import TestSupport

/// A service that answers from a script (`Tests/services/fake_services.py`): an independent one, for what the simulator
/// never says.
final class FakeService: Sendable {
  /// Where it listens.
  let address: String
  private let server: RunningCommand
  private let scratch: TemporaryFolder

  /// A request that it received: `GET /v1/organization`, or with the first task's type, `POST /v1 modelSearch`.
  struct Request {
    let name: String
    let headers: [String: String]
    let body: JSONValue?
  }

  /// Starts one with the answers that the script's head describes; over TLS where there is a certificate.
  static func start(_ answers: JSONValue, certificate: Certificate? = nil) async throws -> FakeService {
    let scratch = try TemporaryFolder()
    try answers.data().write(to: scratch / "answers.json")
    let server = try RunningCommand(
      script: "services/fake_services.py", [(scratch / "answers.json").path] + (certificate?.arguments ?? []))
    return FakeService(try await server.firstLine(), server, scratch)
  }

  private init(_ address: String, _ server: RunningCommand, _ scratch: TemporaryFolder) {
    (self.address, self.server, self.scratch) = (address, server, scratch)
  }

  /// Its port.
  var port: String { address.split(separator: ":").last.map(String.init) ?? "" }

  /// The environment that leads a command to it as Runware.
  var runware: [String: String] { ["RUNWARE_API_KEY": "test-key", "RUNWARE_BASE_URL": "\(address)/v1"] }

  /// The environment that leads a command to it as Runway.
  var runway: [String: String] { ["RUNWAYML_API_SECRET": "test-key", "RUNWAYML_BASE_URL": address] }

  /// What it has received, in order.
  func requests() throws -> [Request] {
    // The certificate is this very server's own.
    let text = try Command.output("curl", ["-sSfk", "--noproxy", "*", "\(address)/_requests"])
    return (try JSONValue(parsing: Data(text.utf8)).elements ?? []).map { item in
      var headers: [String: String] = [:]
      if case .object(let fields)? = item["headers"] {
        for (name, value) in fields { headers[name.lowercased()] = value.text }
      }
      return Request(name: item["name"]?.text ?? "", headers: headers, body: item["body"])
    }
  }
}
