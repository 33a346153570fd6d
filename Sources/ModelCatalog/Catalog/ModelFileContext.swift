import Synchronization

/// What the reading of one model file knows and gathers; reaches nested values through the decoder's `userInfo`.
final class ModelFileContext: Sendable {
  static let key = CodingUserInfoKey(rawValue: "rwmedia.model-file")

  private let state = Mutex<(head: ModelFileHead?, errors: [DecodingError])>((nil, []))

  var head: ModelFileHead? { state.withLock { $0.head } }
  var errors: [DecodingError] { state.withLock { $0.errors } }

  func begin(_ head: ModelFileHead) { state.withLock { $0.head = head } }
  func note(_ error: DecodingError) { state.withLock { $0.errors.append(error) } }
}

/// What a model file says before its models.
struct ModelFileHead: Sendable {
  let provider: ProviderID
  let maker: String?
  let sources: [String: FactSource]
}

extension Decoder {
  /// The context of the model file that is being read; `nil` where a value is read on its own.
  var modelFile: ModelFileContext? {
    ModelFileContext.key.flatMap { userInfo[$0] as? ModelFileContext }
  }
}
