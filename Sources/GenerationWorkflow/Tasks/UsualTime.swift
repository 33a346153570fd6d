import Foundation

/// How long a model's tasks usually take, by those that the ledger has.
struct UsualTime {
  /// The median; `nil` where no task of this model has come to its end.
  let seconds: Double?

  init(of model: String, among tasks: [GenerationTask]) {
    let times = tasks.filter { $0.model == model && $0.stage == .fetched }
      .map { $0.changedAt.timeIntervalSince($0.createdAt) }.filter { $0 > 0 }.sorted()
    seconds = times.isEmpty ? nil : times[times.count / 2]
  }

  /// `40 s`, `4 min`.
  static func words(_ seconds: Double) -> String {
    seconds < 90 ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded())) min"
  }
}
