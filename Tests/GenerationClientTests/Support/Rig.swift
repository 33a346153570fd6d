import Foundation
import GenerationClient
import MediaBasics
import ModelCatalog

/// Clients as tests want them: a fake server, no waiting, a key that must never show up.
enum Rig {
  static let key = "test-key"

  static func settings(_ server: FakeServer, _ time: TestTime = TestTime(), log: Lines? = nil) -> ClientSettings {
    var settings = ClientSettings(key: key, baseURL: server.url)
    settings.time = time.source
    settings.requestsPerMinute = 6000
    settings.maxInFlight = 100
    if let log { settings.log = { log.add($0) } }
    return settings
  }

  static func runware(
    _ server: FakeServer, _ time: TestTime = TestTime(), log: Lines? = nil,
    change: (inout ClientSettings) -> Void = { _ in }
  ) throws -> any GenerationProvider {
    var settings = settings(server, time, log: log)
    change(&settings)
    return try Providers.make(.runware, settings: settings)
  }

  static func runway(
    _ server: FakeServer, _ time: TestTime = TestTime(), log: Lines? = nil,
    change: (inout ClientSettings) -> Void = { _ in }
  ) throws -> any GenerationProvider {
    var settings = settings(server, time, log: log)
    change(&settings)
    return try Providers.make(.runway, settings: settings)
  }

  /// A payload for a small request.
  static func payload(_ provider: any GenerationProvider, _ id: String) throws -> JSONValue {
    try provider.payload(for: GenerationRequest(model: "minimax:1@1", prompt: "a red mug"), taskID: id)
  }

  /// The tasks of a Runware request, parsed.
  static func tasks(_ request: FakeServer.Request) throws -> [JSONValue] {
    try JSONValue(parsing: request.body).elements ?? []
  }

  /// All ids that a Runware request carries.
  static func ids(_ request: FakeServer.Request) -> [String] {
    ((try? tasks(request)) ?? []).compactMap { $0["taskUUID"]?.text }
  }

  /// An answer that takes in whatever a request holds.
  static func acknowledge(_ request: FakeServer.Request) -> FakeServer.Step {
    let items = ids(request).map { #"{"taskType":"videoInference","taskUUID":"\#($0)"}"# }
    return .json(#"{"data":[\#(items.joined(separator: ","))]}"#)
  }

  /// A finished clip's item.
  static func success(_ id: String, result: String = "clip") -> String {
    """
    {"taskType":"videoInference","taskUUID":"\(id)","status":"success","videoUUID":"\(result)",\
    "videoURL":"https://files.example.com/\(result).mp4","seed":9123456789012345678,"cost":0.23}
    """
  }

  /// The states of a task until its last.
  static func states(
    _ provider: any GenerationProvider, _ id: String, results: Int = 1
  ) async throws -> [TaskState] {
    var all: [TaskState] = []
    for try await state in provider.states(of: id, results: results) { all.append(state) }
    return all
  }
}
