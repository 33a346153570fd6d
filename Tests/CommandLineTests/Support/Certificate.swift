import Foundation
import TestSupport

/// A certificate that vouches for itself, made by openssl for the test.
final class Certificate: Sendable {
  private let folder: TemporaryFolder

  /// One for some names (`DNS:api.example`, `IP:127.0.0.1`).
  init(_ names: String...) throws {
    folder = try TemporaryFolder()
    try Command.output(
      "openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=test", "-addext", "subjectAltName=\(names.joined(separator: ","))", "-keyout", (folder / "key.pem").path,
        "-out", (folder / "cert.pem").path,
      ])
  }

  /// The certificate's file.
  var path: String { (folder / "cert.pem").path }

  /// What the servers under `Tests/services` are told.
  var arguments: [String] { ["--tls", path, (folder / "key.pem").path] }
}
