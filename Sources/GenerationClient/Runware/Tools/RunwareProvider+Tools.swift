public import MediaBasics
public import ModelCatalog

/// What a video model says of a video.
public struct VideoCaption: Hashable, Sendable, Codable {
  /// In words; empty where the model gives structured data only.
  public var text: String
  /// As data, where the model gives any.
  public var structured: JSONValue?
  /// What it cost, where told.
  public var cost: Cost?
}

extension RunwareProvider {
  /// Has a video described, and waits for the words.
  ///
  /// - Throws: what submitting and following throw; `task.failed`; `provider.bad-answer` where no words came.
  public func caption(
    _ video: MediaReference, model: String, prompt: String? = nil, taskID: String
  ) async throws -> VideoCaption {
    let tool = RunwareTool.caption(video, model: model, prompt: prompt)
    _ = try await submit(try tool.payload(taskID: taskID), taskID: taskID)
    for try await state in states(of: taskID) {
      switch state {
      case .waiting: continue
      case .succeeded(let results):
        let item = results.first?.item
        let (text, data) = (item?["text"]?.text, item?["structuredData"])
        guard text != nil || data != nil else {
          throw GenerationError.badAnswer("Runware", "a caption without words")
        }
        return VideoCaption(text: text ?? "", structured: data, cost: results.first?.cost)
      case .failed(let failure): throw failure.error(task: taskID)
      case .unknown: throw GenerationError.badAnswer("Runware", "it does not know task \(taskID)")
      }
    }
    throw CancellationError()
  }
}
