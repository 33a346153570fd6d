import MediaBasics
import TestSupport
import Testing

/// Guards `account`: what is left to spend, told by the services or refused in their words.
@Suite(.timeLimit(.minutes(10))) struct AccountCommandTests {
  @Test("both accounts of the simulator, as JSON and as text")
  func simulated() throws {
    let accounts = try Tool.run("account", "--provider", "sim", "--json").json()["accounts"]
    #expect(accounts?.elements?.map { $0["provider"] } == ["runware", "runway"])
    #expect(accounts?.elements?.map { $0["balance"]?["amount"] } == [1000, 1000])
    #expect(accounts?.elements?.first?["organization"] == "Simulated")
    let text = try Tool.run("account", "--provider", "sim").text
    #expect(text == "Runware (Simulated): USD 1000.00\nRunway: USD 1000.00\n")
  }

  @Test("whose key is set is asked, in both forms of Runware's balance", arguments: ["number", "object"])
  func byKey(form: String) async throws {
    let balance: JSONValue = form == "number" ? 12.34 : ["amount": 12.34, "currency": "USD"]
    let service = try await FakeService.start([
      "POST /v1 accountManagement": [
        [
          "body": [
            "data": [
              [
                "taskType": "accountManagement", "taskUUID": "$id", "operation": "getDetails", "balance": balance,
                "apiKeys": [["apiKey": "another-secret"]],
              ]
            ]
          ]
        ]
      ]
    ])
    let outcome = try Tool.run("account", "--json", "--verbose", environment: service.runware)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(
      try outcome.json() == [
        "accounts": [["provider": "runware", "balance": ["amount": 12.34, "currency": "USD"]]]
      ])
    #expect(!outcome.text.contains("another-secret"))
    #expect(!outcome.stderr.contains("another-secret") && !outcome.stderr.contains("test-key"))
    let sent = try #require(try service.requests().first)
    #expect(sent.headers["authorization"] == "Bearer test-key")
    #expect(sent.body?.elements?.first?["operation"] == "getDetails")
  }

  @Test("Runway's credits are cents, and a model without a limit has none")
  func runway() async throws {
    let service = try await FakeService.start([
      "GET /v1/organization": [
        [
          "body": [
            "creditBalance": 1234,
            "tier": [
              "maxMonthlyCreditSpend": 10000,
              "models": [
                "gen4.5": ["maxConcurrentGenerations": 3, "maxDailyGenerations": 500],
                "veo3.1": ["maxConcurrentGenerations": nil, "maxDailyGenerations": nil],
              ],
            ], "usage": ["models": [:]],
          ]
        ]
      ]
    ])
    let outcome = try Tool.run("account", "--json", environment: service.runway)
    let account = try outcome.json()["accounts"]?.elements?.first
    #expect(account?["balance"]?["amount"] == 12.34)
    #expect(account?["concurrency"] == ["gen4.5": 3])
    #expect(try service.requests().first?.headers["x-runway-version"] == "2024-11-06")
  }

  @Test("no key at all: 77, and both variables are named")
  func keyless() throws {
    let folder = try TemporaryFolder()
    let outcome = try Tool.run("account", "--json", folder: folder.url)
    #expect(outcome.status == 77)
    #expect(
      try outcome.failure()["details"]?["variables"] == ["RUNWARE_API_KEY", "RUNWAYML_API_SECRET"])
    let named = try Tool.run("account", "--provider", "runway", "--json", folder: folder.url)
    #expect(named.status == 77)
    #expect(try named.failure()["details"]?["variable"] == "RUNWAYML_API_SECRET")
  }

  @Test("a refused key: 77; an answer that is none of the service's: 69; nobody there: 69")
  func refused() async throws {
    let service = try await FakeService.start([
      "GET /v1/organization": [["status": 401, "body": ["error": "No such key"]]],
      "POST /v1 accountManagement": [["status": 200, "body": "<html>Sign in</html>"]],
    ])
    let key = try Tool.run("account", "--json", "--quiet", environment: service.runway)
    #expect(key.status == 77)
    #expect(try key.failure()["message"] == "Runway refused the key: No such key.")
    let page = try Tool.run("account", "--json", "--quiet", "--timeout", "60", environment: service.runware)
    #expect(page.status == 69, "\(page.stderr)")
    #expect(try page.failure()["code"] == "provider.bad-answer")
    let nobody = try Tool.run(
      "account", "--json", "--quiet",
      environment: ["RUNWAYML_API_SECRET": "test-key", "RUNWAYML_BASE_URL": "http://127.0.0.1:9"])
    #expect(nobody.status == 69)
    #expect(try nobody.failure()["code"] == "provider.unreachable")
  }

  @Test("an address that is none: 78; plain http elsewhere: 78")
  func address() throws {
    for (address, code) in [("nowhere", "configuration.address"), ("http://api.example.com", "client.address")] {
      let outcome = try Tool.run(
        "account", "--json", environment: ["RUNWARE_API_KEY": "test-key", "RUNWARE_BASE_URL": address])
      #expect(outcome.status == 78, "\(outcome.stderr)")
      #expect(try outcome.failure()["code"]?.text == code)
    }
  }

  @Test("the time limit ends it: 75")
  func timeLimit() async throws {
    let simulator = try await ExternalSimulator.start("--faults", "any:stall=60")
    let outcome = try Tool.run(
      "account", "--timeout", "0.5", "--json", "--quiet", environment: simulator.environment())
    #expect(outcome.status == 75, "\(outcome.stderr)")
    #expect(try outcome.failure()["code"] == "time-limit")
  }
}
