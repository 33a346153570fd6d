import Foundation
import MediaBasics
import ModelCatalog

/// An accepted generation request, from acceptance to its clips.
struct SimulatedTask: Codable, Sendable {
  /// One of the task's results.
  struct Clip: Codable, Sendable {
    /// The clip's own UUID.
    let id: String
    /// The seed it was made from.
    let seed: UInt64
    let order: RenderOrder
  }

  /// As the client wrote it, or as the simulator made it.
  let id: String
  let provider: ProviderID
  /// The service's word for the kind of task: `videoInference`, `image_to_video`, ….
  let type: String
  let model: String
  /// The request, with media cut short.
  let request: JSONValue
  let accepted: Date
  /// When work on it begins: later than acceptance only where too many others are being worked on.
  let begun: Date
  /// Before this time it is not done, however quickly the clips were rendered.
  let due: Date
  let clips: [Clip]
  /// What the task says in words, where it makes no clip.
  var text: String?
  /// The price of one clip, in US dollars.
  let costPerClip: Decimal
  /// Whether the client asked to be told the price.
  let tellsCost: Bool
  /// What the task ends in instead of success.
  let failure: TaskFailure?
}

/// How a task ended that was accepted and then failed.
struct TaskFailure: Codable, Sendable, Hashable {
  /// The service's code.
  let code: String
  let message: String
}

/// Where an accepted task stands.
enum TaskPhase: Sendable {
  /// Accepted, and not begun.
  case waiting
  /// Not done; progress from 0 up to, never reaching, 1.
  case running(progress: Double)
  case succeeded
  case failed(TaskFailure)

  /// Whether nothing more will happen.
  var isFinal: Bool {
    switch self {
    case .waiting, .running: false
    case .succeeded, .failed: true
    }
  }
}
