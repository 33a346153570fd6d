import Foundation
import MediaBasics
import ModelCatalog
import Testing

@testable import GenerationClient

/// Guards the way in: a service's word counts at once, and nobody else's does.
struct WebhookTests {
  private func receiver() async throws -> WebhookReceiver {
    try await WebhookReceiver.start(host: "127.0.0.1", port: 0)
  }

  /// A service that takes every task and never says that one is done.
  private func silent() throws -> FakeServer {
    try FakeServer { request, _ in
      if request.text.contains("getResponse") {
        let items = Rig.ids(request).map { #"{"taskUUID":"\#($0)","status":"processing"}"# }
        return [.json(#"{"data":[\#(items.joined(separator: ","))]}"#)]
      }
      return [Rig.acknowledge(request)]
    }
  }

  private func call(_ address: String, _ body: String) async throws -> Int {
    let transport = try Transport(trust: TrustSettings(), log: ExchangeLog(nil, Redactor(secrets: [])))
    var request = HTTPRequest(method: .post, address: try WebAddress(address))
    request.body = HTTPBody([.bytes(Data(body.utf8))])
    return try await transport.send(request).status
  }

  @Test(arguments: ["https://example.com/x?y=1", "https://example.com/#z"])
  func `an address that the secret can't end is refused`(address: String) async throws {
    let given = try #require(URL(string: address))
    let error = await #expect(throws: GenerationError.self) {
      try await WebhookReceiver.start(host: "127.0.0.1", port: 0, publicAddress: given)
    }
    #expect(error?.code == .address)
    // A query may be a signature.
    #expect(error?.report.message.contains("y=1") == false)
  }

  @Test func `a call with the secret ends the following, though every poll says processing`() async throws {
    let receiver = try await receiver()
    let provider = try Rig.runware(try silent()) { $0.webhook = receiver }
    let payload = try Rig.payload(provider, "id")
    #expect(payload["webhookURL"]?.text == receiver.address)
    async let states = Rig.states(provider, "id", results: 2)
    #expect(try await call(receiver.address, Rig.success("id", result: "one")) == 200)
    // Twice, as the service may.
    #expect(try await call(receiver.address, Rig.success("id", result: "one")) == 200)
    #expect(try await call(receiver.address, Rig.success("id", result: "two")) == 200)
    guard case .succeeded(let results) = try await states.last else {
      Issue.record("no success")
      return
    }
    #expect(results.map(\.id) == ["one", "two"])
    await receiver.stop()
  }

  @Test func `a call that comes before anybody follows is kept`() async throws {
    let receiver = try await receiver()
    let provider = try Rig.runware(try silent()) { $0.webhook = receiver }
    #expect(try await call(receiver.address, #"{"data":[\#(Rig.success("id"))]}"#) == 200)
    guard case .succeeded = try await Rig.states(provider, "id").last else {
      Issue.record("no success")
      return
    }
    await receiver.stop()
  }

  @Test func `a failure is told as one`() async throws {
    let receiver = try await receiver()
    let provider = try Rig.runware(try silent()) { $0.webhook = receiver }
    async let states = Rig.states(provider, "id")
    let item = #"{"taskUUID":"id","status":"error","code":"timeoutProvider","message":"too slow"}"#
    #expect(try await call(receiver.address, item) == 200)
    guard case .failed(let failure) = try await states.last else {
      Issue.record("no failure")
      return
    }
    #expect(failure.code == "timeoutProvider" && failure.retryable)
    await receiver.stop()
  }

  @Test func `who doesn't know the secret changes nothing`() async throws {
    let receiver = try await receiver()
    let provider = try Rig.runware(try silent()) { $0.webhook = receiver }
    let base = String(receiver.address.dropLast(64))
    #expect(receiver.address.count - base.count == 64)
    let forged = Rig.success("id", result: "forged")
    for wrong in ["", String(repeating: "0", count: 64), String(receiver.address.suffix(64).dropLast())] {
      #expect(try await call(base + wrong, forged) == 404)
    }
    #expect(try await call(receiver.address, "{not json") == 400)
    #expect(try await call(receiver.address, String(repeating: " ", count: 2 << 20)) == 413)
    #expect(try await call(receiver.address, Rig.success("id", result: "true")) == 200)
    guard case .succeeded(let results) = try await Rig.states(provider, "id").last else {
      Issue.record("no success")
      return
    }
    #expect(results.map(\.id) == ["true"])
    await receiver.stop()
  }

  @Test func `the secret stays out of the log`() async throws {
    let receiver = try await receiver()
    let log = Lines()
    let provider = try Rig.runware(try silent(), log: log) { $0.webhook = receiver }
    _ = try await provider.submit(try Rig.payload(provider, "id"), taskID: "id")
    #expect(log.text.contains("webhookURL"))
    #expect(!log.text.contains(receiver.secret.value))
    await receiver.stop()
  }

  @Test func `a rehearsal tells where the service would call, and nothing listens`() {
    let planned = WebhookReceiver.planned(
      host: "0.0.0.0", port: 80, publicAddress: URL(string: "https://hooks.example.com/in/"))
    #expect(planned.address == "https://hooks.example.com/in/<a new secret>")
  }

  @Test func `an address that no service may call and a place that isn't here are refused`() async throws {
    await #expect(throws: GenerationError.self) {
      try await WebhookReceiver.start(
        host: "127.0.0.1", port: 0, publicAddress: URL(string: "http://hooks.example.com"))
    }
    let error = await #expect(throws: GenerationError.self) {
      try await WebhookReceiver.start(host: "example", port: 0)
    }
    #expect(error?.code == .webhook)
    let receiver = try await receiver()
    #expect(throws: GenerationError.self) { try Rig.runway(try silent()) { $0.webhook = receiver } }
    await receiver.stop()
  }
}
