import ArgumentParser
import Foundation
import GenerationClient
import MediaBasics
import MediaEngine

/// Tells whether this machine has what is needed.
struct DoctorCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Look at the libraries, encoders, keys and disk of this machine.",
    discussion: "Ends with 0 where everything that is needed is there, else with 1. Keys are never shown.")

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
    let encoders: [EngineFacts.Encoder]
    let keys: [Key]
    let freeDiskBytes: Int64?
  }

  func execute(_ console: Console) async throws -> ExitStatus {
    let engine = EngineFacts.current()
    let settings = Settings()
    let free = try? FileManager.default.attributesOfFileSystem(forPath: ".")[.systemFreeSize] as? NSNumber
    let result = Result(
      ok: engine.encoders.allSatisfy { $0.found || !$0.needed }, version: Version.text,
      libraries: engine.libraries.merging(["libcurl": TransportFacts.versions]) { _, new in new },
      encoders: engine.encoders,
      keys: ["RUNWARE_API_KEY", "RUNWAYML_API_SECRET"].map { .init(variable: $0, present: settings[$0] != nil) },
      freeDiskBytes: free?.int64Value)
    try console.result(result, Self.text(result))
    return result.ok ? .done : .checkFailed
  }

  private static func text(_ result: Result) -> String {
    var lines = ["rwmedia \(result.version)"]
    lines += result.libraries.sorted { $0.key < $1.key }.map { "ok       \($0.key) \($0.value)" }
    lines += result.encoders.map { encoder in
      let word = encoder.found ? "ok      " : encoder.needed ? "MISSING " : "without "
      return "\(word) \(encoder.name): \(encoder.makes)"
    }
    lines += result.keys.map { "\($0.present ? "ok      " : "not set ") \($0.variable)" }
    if let free = result.freeDiskBytes { lines.append("ok       \(free / 1_000_000_000) GB free here") }
    return lines.joined(separator: "\n")
  }
}
