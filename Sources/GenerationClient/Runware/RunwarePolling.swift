import MediaBasics

/// Runware's `getResponse`: all tasks in flight in one request.
struct RunwarePolling: Sendable {
  let runware: RunwareChannel

  /// The most tasks that one request asks for.
  private static let packLimit = 100

  /// Asks for all tasks once.
  func ask(_ ids: [String]) async throws -> [String: TaskReport] {
    var reports: [String: TaskReport] = [:]
    for start in stride(from: 0, to: ids.count, by: Self.packLimit) {
      let pack = Array(ids[start..<min(start + Self.packLimit, ids.count)])
      reports.merge(try await ask(pack: pack)) { $1 }
    }
    return reports
  }

  /// What the service tells by calling back: one task's item, bare or within `data`.
  func reports(in json: JSONValue) -> [String: TaskReport] {
    let answer = RunwareAnswer(told: json)
    let ids = Set(answer.items.compactMap(\.taskID) + answer.faults.compactMap(\.taskID))
    return Dictionary(uniqueKeysWithValues: ids.map { ($0, report(on: $0, by: answer, alone: false)) })
  }

  private func ask(pack: [String]) async throws -> [String: TaskReport] {
    let answer = try await runware.post(
      pack.map { ["taskType": "getResponse", "taskUUID": .string($0)] }, attempts: 1)
    var reports = Dictionary(
      uniqueKeysWithValues: pack.map { ($0, report(on: $0, by: answer, alone: pack.count == 1)) })
    guard let fault = answer.faults.first(where: { $0.taskID == nil }) else { return reports }
    let error = runware.error(fault, status: answer.status)
    if error.code == .keyRefused { throw error }
    guard pack.count > 1 else { return reports }
    // A fault that names no task may mean any that isn't mentioned: alone, each tells whether it is meant.
    let unmentioned = pack.filter { reports[$0]?.isEmpty ?? true }
    if fault.saysNothingOfTask, unmentioned.count == pack.count {
      throw GenerationError.failing(runware.channel.service, answer.status, error.report.message)
    }
    if fault.saysNothingOfTask { return reports }
    for id in unmentioned { reports.merge(try await ask(pack: [id])) { $1 } }
    return reports
  }

  /// What an answer says of one task; `alone` where it is the only one that was asked for.
  private func report(on id: String, by answer: RunwareAnswer, alone: Bool) -> TaskReport {
    let redactor = runware.channel.redactor
    var report = TaskReport()
    for item in answer.items where item.taskID == id {
      if let result = item.result {
        report.results.append(result)
      } else {
        // A word that nobody knows means: go on. So does a success without an address.
        report.pending = item.status == "success" ? "finishing" : item.json["status"]?.text ?? "processing"
        report.progress = item.json["progress"]?.double.map { $0 > 1 ? $0 / 100 : $0 }
      }
    }
    for fault in answer.faults where fault.taskID == id || (alone && fault.taskID == nil) {
      if fault.isUnknownTask {
        report.notFound = true
      } else if fault.saysNothingOfTask || (fault.taskID == nil && !fault.endsTask && fault.meaning == .unknown) {
        report.trouble = fault.failure(redactor)
      } else {
        report.failures.append(fault.failure(redactor))
      }
    }
    return report
  }
}

extension RunwareFault {
  /// Trouble with the question, not with the task: too many requests, or a server that stumbled while it looked.
  var saysNothingOfTask: Bool {
    switch meaning {
    case .rateLimit: !endsTask
    case .server: !endsTask || code.lowercased() == "unknownerrorwhilereadingresults"
    default: false
    }
  }
}
