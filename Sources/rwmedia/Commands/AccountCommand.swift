import ArgumentParser
import GenerationClient
import MediaBasics
import ModelCatalog

/// What is left to spend.
struct AccountCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "Tell the balance of your accounts.",
    discussion: "Without --provider each one is asked whose key is set.")

  @OptionGroup var provider: ProviderOptions
  @OptionGroup var report: ReportOptions

  /// The JSON document.
  struct Result: Encodable {
    /// One provider's account.
    struct Entry: Encodable {
      let provider: ProviderID
      let organization: String?
      let balance: Cost?
      let concurrency: [String: Int]?
    }

    let accounts: [Entry]
  }

  func execute(_ console: Console) async throws -> ExitStatus {
    var entries: [Result.Entry] = []
    for id in try provider.asked {
      let account = try await ServiceAccess.run(provider, provider: id, use: "The account", console: console) {
        try await $0.balance()
      }
      entries.append(
        .init(
          provider: id, organization: account.organization, balance: account.balance,
          concurrency: account.concurrency))
    }
    let lines = entries.map { entry in
      let name = entry.organization.map { " (\($0))" } ?? ""
      return "\(entry.provider.displayName)\(name): \(entry.balance.map { "\($0)" } ?? "balance unknown")"
    }
    try console.result(Result(accounts: entries), lines.joined(separator: "\n"))
    return .done
  }
}
