import ArgumentParser
import Foundation
import GenerationClient
import MediaBasics
import MediaEngine
import ModelCatalog

/// Tells whether this machine has what is needed.
struct DoctorCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Look at the libraries, encoders, keys and disk of this machine.",
    discussion: """
      Ends with 0 where everything that is needed is there, else with 1. Keys are never shown. A provider whose key is \
      set is asked for the account's balance, which shows whether it is in reach; that costs nothing.
      """)

  @OptionGroup var report: ReportOptions

  /// The JSON document.
  struct Result: Encodable {
    /// A setting, and whether it is there.
    struct Key: Encodable {
      let variable: String
      let present: Bool
    }

    let ok: Bool
    let version: String
    let libraries: [String: String]
    let missing: [String]
    let encoders: [EngineFacts.Encoder]
    let keys: [Key]
    let providers: [Reach]
    let freeDiskBytes: Int64?
  }

  /// Whether a provider whose key is set can be talked to.
  struct Reach: Encodable {
    let provider: ProviderID
    let reachable: Bool
    let balance: Cost?
    let message: String?
  }

  private static func reach(_ id: ProviderID, _ settings: Settings, _ console: Console) async -> Reach? {
    guard settings[Providers.keyVariable(id)] != nil else { return nil }
    do {
      let options = try ProviderOptions.parse([])
      let account = try await ServiceAccess.run(
        options, provider: id, use: "The account", attempts: 1, console: console
      ) {
        try await $0.balance()
      }
      return Reach(provider: id, reachable: true, balance: account.balance, message: nil)
    } catch {
      return Reach(provider: id, reachable: false, balance: nil, message: FailureReport(error).message)
    }
  }

  func execute(_ console: Console) async throws -> ExitStatus {
    let engine = EngineFacts.current()
    let settings = Settings()
    let free = try? FileManager.default.attributesOfFileSystem(forPath: ".")[.systemFreeSize] as? NSNumber
    var providers: [Reach] = []
    for id in ProviderID.allCases {
      if let reach = await Self.reach(id, settings, console) { providers.append(reach) }
    }
    let result = Result(
      ok: engine.missing.isEmpty && engine.encoders.allSatisfy { $0.found || !$0.needed }, version: Version.text,
      libraries: engine.libraries.merging(["libcurl": TransportFacts.versions]) { _, new in new },
      missing: engine.missing, encoders: engine.encoders,
      keys: ["RUNWARE_API_KEY", "RUNWAYML_API_SECRET"].map { .init(variable: $0, present: settings[$0] != nil) },
      providers: providers, freeDiskBytes: free?.int64Value)
    try console.result(result, Self.text(result))
    return result.ok ? .done : .checkFailed
  }

  private static func text(_ result: Result) -> String {
    var lines = ["rwmedia \(result.version)"]
    lines += result.libraries.sorted { $0.key < $1.key }.map { "ok       \($0.key) \($0.value)" }
    lines += result.missing.map { "MISSING  \($0)" }
    lines += result.encoders.map { encoder in
      let word = encoder.found ? "ok      " : encoder.needed ? "MISSING " : "without "
      return "\(word) \(encoder.name): \(encoder.makes)"
    }
    lines += result.keys.map { "\($0.present ? "ok      " : "not set ") \($0.variable)" }
    lines += result.providers.map { reach in
      let state = reach.reachable ? "ok      " : "OUT OF REACH"
      let facts = reach.message ?? reach.balance.map { "balance \($0)" } ?? "it answers"
      return "\(state) \(reach.provider.displayName): \(facts)"
    }
    if let free = result.freeDiskBytes { lines.append("ok       \(free / 1_000_000_000) GB free here") }
    return lines.joined(separator: "\n")
  }
}
