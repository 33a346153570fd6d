import Foundation
import GenerationClient
import MediaBasics
import ModelCatalog
import Testing

struct ProvidersTests {
  @Test(arguments: ProviderID.allCases)
  func `a client needs a key that can be one`(id: ProviderID) {
    for (key, code) in [
      ("", GenerationError.Code.keyMissing), (" \n", .keyMissing), ("a b", .keyMalformed),
      ("a\r\nX: y", .keyMalformed), ("schlüssel", .keyMalformed),
    ] {
      let error = #expect(throws: GenerationError.self) { try Providers.make(id, settings: ClientSettings(key: key)) }
      #expect(error?.code == code)
      #expect(error?.report.kind == .key)
      #expect(error?.report.details["variable"]?.text == Providers.keyVariable(id))
    }
  }

  @Test func `a scope names service and place, however the address is written`() throws {
    func scope(_ id: ProviderID, _ address: String?) throws -> String {
      try Providers.make(id, settings: ClientSettings(key: "test-key", baseURL: address.flatMap { URL(string: $0) }))
        .scope
    }
    #expect(try scope(.runware, nil) == "runware@https://api.runware.ai")
    #expect(try scope(.runware, "https://api.runware.ai/v1") == "runware@https://api.runware.ai")
    #expect(try scope(.runware, "http://127.0.0.1:8080/v1/") == "runware@http://127.0.0.1:8080")
    #expect(try scope(.runway, nil) == "runway@https://api.dev.runwayml.com")
    #expect(try scope(.runway, "https://proxy.example/runway") == "runway@https://proxy.example/runway")
  }

  @Test func `settings that make no sense are refused by name`() {
    let changes: [(String, @Sendable (inout ClientSettings) -> Void)] = [
      ("pollInterval", { $0.pollInterval = .zero }), ("requestsPerMinute", { $0.requestsPerMinute = 0 }),
      ("maxInFlight", { $0.maxInFlight = 0 }), ("timeout", { $0.timeout = .zero }),
      ("retries.attempts", { $0.retries.attempts = 0 }),
    ]
    for (name, change) in changes {
      var settings = ClientSettings(key: "test-key")
      change(&settings)
      let error = #expect(throws: GenerationError.self) { try Providers.make(.runware, settings: settings) }
      #expect(error?.report.kind == .configuration)
      #expect(error?.report.message.contains(name) == true)
    }
    var plain = ClientSettings(key: "test-key", baseURL: URL(string: "http://api.example.com"))
    plain.pollInterval = .seconds(1)
    let error = #expect(throws: GenerationError.self) { try Providers.make(.runware, settings: plain) }
    #expect(error?.code == .address)
  }
}
