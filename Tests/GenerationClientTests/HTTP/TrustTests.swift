import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import GenerationClient

/// TLS against Python's server with a certificate made for the test.
struct TrustTests {
  private static let program = """
    import http.server, ssl, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'
        def do_GET(self):
            self.send_response(200); self.send_header('Content-Length', '2'); self.end_headers(); self.wfile.write(b'{}')
        def log_message(self, *args): pass
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """

  /// Runs `body` with the port of a server whose certificate names `host`, and the certificate's file.
  private func withServer(named host: String, _ body: (Int, URL) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    let (key, certificate) = (folder / "key.pem", folder / "cert.pem")
    try Command.output(
      "openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=\(host)", "-addext", "subjectAltName=DNS:\(host)", "-keyout", key.path, "-out", certificate.path,
      ])
    let server = try RunningCommand("/usr/bin/python3", ["-c", Self.program, certificate.path, key.path])
    try await body(try #require(Int(try await server.firstLine())), certificate)
    withExtendedLifetime(server) {}
  }

  private func send(_ port: Int, _ trust: TrustSettings) async throws -> Int {
    let transport = try Transport(trust: trust, log: ExchangeLog(nil, Redactor(secrets: [])))
    let request = HTTPRequest(method: .get, address: try WebAddress("https://localhost:\(port)/"))
    return try await transport.send(request).status
  }

  @Test func `a server that nobody vouches for gets nothing`() async throws {
    try await withServer(named: "localhost") { port, certificate in
      let failure = await #expect(throws: TransferFailure.self) { try await send(port, TrustSettings()) }
      #expect(failure?.cause == .untrusted)
      #expect(failure?.requestLeft == false)
      let status = try await send(port, TrustSettings(bundle: certificate))
      #expect(status == 200)
    }
  }

  @Test func `a certificate in another name is no good`() async throws {
    try await withServer(named: "other.example") { port, certificate in
      let failure = await #expect(throws: TransferFailure.self) {
        try await send(port, TrustSettings(bundle: certificate))
      }
      #expect(failure?.cause == .untrusted)
    }
  }

  @Test func `trust is read from the variables that curl's users set`() {
    let trust = TrustSettings(environment: [
      "SSL_CERT_FILE": "/b.pem", "CURL_CA_BUNDLE": "/a.pem", "SSL_CERT_DIR": "/c",
    ])
    #expect(trust.bundle?.path == "/a.pem")
    #expect(trust.folder?.path == "/c")
    #expect(TrustSettings(environment: ["CURL_CA_BUNDLE": ""]) == TrustSettings())
  }
}
