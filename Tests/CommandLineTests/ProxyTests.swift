import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards the way through proxies and past private authorities, as curl's users set them up.
///
/// The service's name exists nowhere: whoever doesn't go through the proxy finds nobody.
@Suite(.timeLimit(.minutes(10))) struct ProxyTests {
  private static let name = "api.runway.invalid"
  private static let balance: JSONValue = [
    "GET /v1/organization": [["body": ["creditBalance": 700, "tier": ["models": [:]]]]],
    "POST /v1/text_to_video": [["status": 400, "body": ["error": "Validation of body failed"]]],
  ]

  private struct Net {
    let certificate: Certificate
    let service: FakeService
    let proxy: Proxy

    /// The environment of a command, with what is special about it over it.
    func environment(_ more: [String: String]) -> [String: String] {
      [
        "RUNWAYML_API_SECRET": "test-key", "RUNWAYML_BASE_URL": "https://\(ProxyTests.name)",
        "CURL_CA_BUNDLE": certificate.path,
      ].merging(more) { $1 }
    }
  }

  private func net(_ arguments: [String] = [], overTLS: Bool = false) async throws -> Net {
    let certificate = try Certificate("DNS:\(Self.name)", "IP:127.0.0.1")
    let service = try await FakeService.start(Self.balance, certificate: certificate)
    let proxy = try await Proxy.start(
      to: service.port, arguments + (overTLS ? certificate.arguments : []))
    return Net(certificate: certificate, service: service, proxy: proxy)
  }

  private func account(_ environment: [String: String]) async throws -> Command.Outcome {
    try await Tool.start(["account", "--json", "--verbose", "--timeout", "60"], environment: environment).outcome()
  }

  private func failure(_ outcome: Command.Outcome) throws -> JSONValue {
    // After the log's lines.
    let begin = try #require(outcome.stderr.range(of: "{\n  \"error\""), "\(outcome.stderr)").lowerBound
    return try #require(try JSONValue(parsing: Data(outcome.stderr[begin...].utf8))["error"])
  }

  @Test(
    "https goes through a tunnel, whose head holds neither key nor path",
    arguments: [
      "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
    ])
  func tunnel(variable: String) async throws {
    let net = try await net()
    let outcome = try await account(net.environment([variable: net.proxy.address]))
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try outcome.json()["accounts"]?.elements?.first?["balance"]?["amount"] == 7)
    let head = try #require(try net.proxy.heads().first)
    #expect(head.hasPrefix("CONNECT \(Self.name):443 HTTP/1.1\r\n"))
    #expect(!head.contains("test-key") && !head.contains("X-Runway-Version") && !head.contains("/v1"))
    #expect(try net.service.requests().map(\.name) == ["GET /v1/organization"])
    #expect(try net.service.requests().first?.headers["proxy-authorization"] == nil)
  }

  @Test("the authority may stand in SSL_CERT_FILE or SSL_CERT_DIR; without it nothing is sent: 69")
  func authority() async throws {
    let net = try await net()
    let https = ["https_proxy": net.proxy.address, "CURL_CA_BUNDLE": ""]
    let file = try await account(net.environment(https.merging(["SSL_CERT_FILE": net.certificate.path]) { $1 }))
    #expect(file.status == 0, "\(file.stderr)")
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: net.certificate.path, toPath: (folder / "own.pem").path)
    try Command.output("openssl", ["rehash", folder.url.path])
    let directory = try await account(net.environment(https.merging(["SSL_CERT_DIR": folder.url.path]) { $1 }))
    #expect(directory.status == 0, "\(directory.stderr)")
    let nobody = try await account(net.environment(https))
    #expect(nobody.status == 69)
    #expect(try failure(nobody)["hint"]?.text?.contains("CURL_CA_BUNDLE") == true)
    let missing = try await account(net.environment(https.merging(["CURL_CA_BUNDLE": "/nowhere.pem"]) { $1 }))
    #expect(missing.status == 69 || missing.status == 78, "\(missing.status): \(missing.stderr)")
    #expect(missing.stderr.contains("/nowhere.pem"))
    #expect(try net.service.requests().count == 2)
  }

  @Test("a proxy with an account gets it, the service doesn't, nor does any log")
  func proxyAccount() async throws {
    let net = try await net(["--user", "me:proxy-secret"])
    let outcome = try await account(net.environment(["https_proxy": net.proxy.address(user: "me:proxy-secret")]))
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(!outcome.stderr.contains("proxy-secret"))
    #expect(try net.service.requests().allSatisfy { $0.headers["proxy-authorization"] == nil })
    let wrong = try await account(net.environment(["https_proxy": net.proxy.address(user: "me:other-secret")]))
    #expect(wrong.status == 69)
    #expect(!wrong.stderr.contains("other-secret"))
    #expect(try failure(wrong)["message"]?.text?.contains("407") == true, "\(wrong.stderr)")
  }

  @Test("a proxy that is itself reached over TLS")
  func proxyOverTLS() async throws {
    let net = try await net(overTLS: true)
    let outcome = try await account(net.environment(["https_proxy": net.proxy.address]))
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try net.proxy.heads().count == 1)
  }

  @Test("no_proxy names hosts that are reached directly, and so does this machine by itself")
  func noProxy() async throws {
    let net = try await net()
    for pattern in [Self.name, ".runway.invalid", "*"] {
      let outcome = try await account(net.environment(["https_proxy": net.proxy.address, "no_proxy": pattern]))
      #expect(outcome.status == 69, "\(pattern): \(outcome.stderr)")
    }
    let local = net.environment([
      "https_proxy": net.proxy.address, "http_proxy": net.proxy.address, "all_proxy": net.proxy.address,
      "RUNWAYML_BASE_URL": net.service.address,
    ])
    #expect(try await account(local).status == 0)
    let plain = try await FakeService.start(Self.balance)
    #expect(try await account(local.merging(["RUNWAYML_BASE_URL": plain.address]) { $1 }).status == 0)
    #expect(try net.proxy.heads().isEmpty)
    let other = try await account(
      net.environment(["https_proxy": net.proxy.address, "no_proxy": "elsewhere.invalid"]))
    #expect(other.status == 0)
  }

  @Test(
    "a paid request that the proxy lost never left: it may be sent again, nothing is unknown",
    arguments: [
      ["--cut"], ["--answer", "502"], ["--answer", "407"],
    ])
  func lostAtTheProxy(arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    let net = try await net(arguments)
    let asked = [
      "generate", "--model", "gen4.5", "--prompt", "a mug", "--duration", "2", "--size", "1280x720", "--json",
      "--quiet", "-o", (folder / "clip.mp4").path,
    ]
    let outcome = try await Tool.start(asked, environment: net.environment(["https_proxy": net.proxy.address]))
      .outcome()
    #expect(outcome.status == 69, "\(outcome.stderr)")
    // With the proxy mended the same command gets as far as the service's own refusal.
    let mended = try await Proxy.start(to: net.service.port)
    let again = try await Tool.start(asked, environment: net.environment(["https_proxy": mended.address])).outcome()
    #expect(again.status == 76, "\(again.stderr)")
    #expect(try net.service.requests().map(\.name) == ["POST /v1/text_to_video"])
  }
}
