import FlyingFox
import Foundation
import MediaBasics
import ModelCatalog

/// Tells how tasks stand, and ends them: `GET` and `DELETE /v1/tasks/ID`.
struct RunwayTasks: Sendable {
  let backend: Backend
  let address: ServerAddress

  func state(of id: String) async throws -> HTTPResponse {
    await backend.journal.polled(id)
    guard let task = await backend.tasks.task(id), task.provider == .runway,
      let phase = await backend.tasks.phase(of: id)
    else { throw RunwayFailure.taskNotFound }
    let credits = Self.credits(of: task)
    var body: [String: MediaBasics.JSONValue] = [
      "id": .string(task.id),
      "createdAt": .string(task.accepted.text),
    ]
    switch phase {
    case .waiting:
      body["status"] = "THROTTLED"
      body["estimatedCost"] = ["credits": credits]
    case .running(let progress) where progress < 0.1:
      body["status"] = "PENDING"
      body["estimatedCost"] = ["credits": credits]
    case .running(let progress):
      body["status"] = "RUNNING"
      body["progress"] = .number((progress * 100).rounded() / 100)
      body["estimatedCost"] = ["credits": credits]
    case .succeeded:
      body["status"] = "SUCCEEDED"
      body["output"] = .array(await output(of: task))
      body["cost"] = ["credits": credits]
    case .failed(let failure):
      body["status"] = "FAILED"
      body["failure"] = .string(failure.message)
      body["failureCode"] = .string(failure.code == "inferenceError" ? "INTERNAL" : failure.code)
      // What the input was refused for is not refunded.
      body["cost"] = ["credits": failure.code.hasPrefix("SAFETY.INPUT") ? credits : 0]
    }
    return .json(.object(body))
  }

  /// Cancels a task that isn't done and deletes one that is: afterwards nothing knows it.
  func remove(_ id: String) async throws -> HTTPResponse {
    guard await backend.tasks.task(id)?.provider == .runway, await backend.tasks.remove(id) else {
      throw RunwayFailure.taskNotFound
    }
    return HTTPResponse(statusCode: .noContent)
  }

  /// A task's price in credits, of a hundredth of a dollar each, rounded up.
  static func credits(of task: SimulatedTask) -> MediaBasics.JSONValue {
    let cents = (task.costPerClip * Decimal(task.clips.count) * 100 as NSDecimalNumber).doubleValue
    return .integer(Int64((cents - 1e-6).rounded(.up)))
  }

  /// The addresses; each answer tells fresh ones.
  private func output(of task: SimulatedTask) async -> [MediaBasics.JSONValue] {
    var addresses: [MediaBasics.JSONValue] = []
    for clip in task.clips {
      guard let asset = await backend.media.asset(clip.id) else { continue }
      var expires: Date?
      if case .expire(let seconds) = await backend.faults.next(.url) { expires = Date(timeIntervalSinceNow: seconds) }
      addresses.append(.string(address.file(asset, expires: expires)))
    }
    return addresses
  }
}
