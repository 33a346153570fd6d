import Foundation
import MediaBasics

extension WorkflowError {
  static func failed(_ task: GenerationTask) -> WorkflowError {
    let failure = task.failure
    return WorkflowError(
      "failed", failure?.kind == .key ? .key : .refused,
      "\(task.label): \(failure?.message ?? "the service gave no reason.")",
      hint: failure?.hint ?? "Change the request; what else was generated is kept.",
      details: (failure?.details ?? [:]).merging([
        "task": .string(task.id), "model": .string(task.model), "attempt": .integer(Int64(task.attempt)),
      ]) { _, ours in ours })
  }

  static func notSent(_ task: GenerationTask) -> WorkflowError {
    WorkflowError(
      "not-sent", .interrupted, "\(task.label): interrupted before the request was sent.",
      hint: "Run the same command again.", details: ["task": .string(task.id)])
  }

  static func noResult(_ task: GenerationTask) -> WorkflowError {
    WorkflowError(
      "no-result", .unavailable, "The service says that task \(task.remoteID) has succeeded, but names no result.",
      hint: "Look for it in the service's own list; it is paid for.", details: ["task": .string(task.id)])
  }

  static func lost(_ task: GenerationTask) -> WorkflowError {
    WorkflowError(
      "lost", .unavailable, "\(task.label): the service does not know task \(task.remoteID) although it took it.",
      hint: "Run the same command again later; the request goes out under the same id.",
      details: ["task": .string(task.id)])
  }

  static func gone(_ task: GenerationTask) -> WorkflowError {
    WorkflowError(
      "gone", .refused,
      "\(task.label): task \(task.remoteID) was made and paid for, but its clip isn't in the ledger's folder, and the service doesn't have it any more.",
      hint:
        "Bring back '\(task.outputs.first?.file ?? "clips/\(task.id)-0.mp4")' in that folder, from a backup or the machine that fetched it, and run again\(task.job == nil ? "" : " ('batch retry')"). To buy it anew: \(task.job.map { "'rwmedia batch run --no-reuse --only \($0)'" } ?? "'rwmedia task forget \(task.id)', then again").",
      details: ["task": .string(task.id)])
  }

  static func expired(_ task: GenerationTask) -> WorkflowError {
    WorkflowError(
      "expired", .unavailable,
      "\(task.label): task \(task.remoteID) is made, but each address that the service gives for its clip is refused as expired.",
      hint: "Run the same command again later: it is fetched, not bought again.",
      details: ["task": .string(task.id), "urls": .array(task.outputs.map { .string($0.url) })])
  }

  static func unrecorded(_ task: GenerationTask, as id: String, _ reason: WorkflowError) -> WorkflowError {
    WorkflowError(
      "unrecorded", reason.report.kind,
      "\(task.label): the service took it as task \(id), which could not be written down. \(reason.report.message)",
      hint:
        "\(reason.report.hint ?? "") Keep that id: run the same command again, then 'rwmedia task adopt \(task.id) \(id)', and nothing is paid twice.",
      details: ["task": .string(task.id), "serviceTask": .string(id)])
  }

  static func notAdopted(_ task: GenerationTask, _ reason: String) -> WorkflowError {
    WorkflowError(
      "not-adopted", .usage, "Task \(task.id) \(reason).",
      hint: "'rwmedia task show \(task.id)' tells what the ledger knows of it.", details: ["task": .string(task.id)])
  }

  static func unknown(_ task: GenerationTask) -> WorkflowError {
    WorkflowError(
      "unknown", .stopped,
      task.providerID.map {
        "\(task.label): the service doesn't know task \($0), which it may have taken and forgotten."
      }
        ?? "\(task.label): the answer to the request was lost, or the service has forgotten the task since, so it may have been bought.",
      hint:
        "Look at the service's own list of tasks; if it is there, 'rwmedia task adopt \(task.id) ITS-ID', then again; if it isn't, \(task.job == nil ? "'rwmedia task forget \(task.id)', then again" : "'rwmedia batch retry --unknown' buys it anew").",
      details: ["task": .string(task.id)])
  }

  static func otherService(_ task: GenerationTask, _ scope: String) -> WorkflowError {
    WorkflowError(
      "other-service", .usage, "Task \(task.id) lives at \(task.scope); \(scope) would be asked.",
      hint: task.scope.hasPrefix("sim ") || task.scope == "sim"
        ? "Give --provider sim: the task was simulated." : "Give the provider and address that it was made with.",
      details: ["task": .string(task.id), "given": .string(scope), "allowed": .string(task.scope)])
  }

  static func notUnknown(_ task: GenerationTask) -> WorkflowError {
    WorkflowError(
      "not-unknown", .usage,
      "Task \(task.id) is \(task.stage.rawValue); only a task whose fate is unknown, or whose clip is lost, can be given up.",
      hint: "Go on with it: 'rwmedia task wait \(task.id)'.", details: ["task": .string(task.id)])
  }

  static func damaged(_ task: GenerationTask, _ damage: String, _ kept: URL) -> WorkflowError {
    WorkflowError(
      "damaged", .unavailable,
      "\(task.label): the clip that came does not decode (\(damage)); it is kept as '\(kept.relativePath)'.",
      hint: "Run the same command again: it is downloaded afresh, not bought again.",
      details: ["task": .string(task.id), "file": .string(kept.path)])
  }
}
