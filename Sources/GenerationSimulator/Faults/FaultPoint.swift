/// Where something can go wrong.
enum FaultPoint: String, CaseIterable, Sendable {
  /// A request that asks for generations.
  case submit
  /// A request that asks how tasks stand.
  case poll
  /// A request that brings media.
  case upload
  /// A request for a file.
  case download
  /// Any request.
  case any
  /// The addresses of files.
  case url
  /// An accepted task.
  case task
  /// A clip that is ordered.
  case clip

  /// The effects that make sense here, as a fault names them.
  var effects: [String] {
    let request = ["reset", "lost", "STATUS (400…599)", "html", "stall=SECONDS", "redirect", "endless"]
    return switch self {
    case .submit, .upload, .any: request + ["json"]
    case .poll: request + ["json", "empty", "duplicate", "shuffle"]
    case .download: request + ["truncate", "drip=BYTES", "length"]
    case .url: ["expire=SECONDS"]
    case .task: ["fail=CODE"]
    case .clip: ["extra-frame"]
    }
  }
}
