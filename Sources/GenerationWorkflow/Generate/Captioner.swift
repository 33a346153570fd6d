import Foundation
public import GenerationClient
public import MediaBasics
import MediaEngine
public import ModelCatalog

/// Has videos described in words. The task's id is made of what is asked, so that asking again costs nothing.
public struct Captioner: Sendable {
  private let provider: any GenerationProvider

  /// A captioner at a service that has models for it.
  public init(_ provider: any GenerationProvider) {
    self.provider = provider
  }

  /// Uploads the video where it is a file, and waits for the words.
  ///
  /// - Throws: `workflow.no-captions` where the service makes none; `workflow.no-video` where the file is none that it
  ///   takes; what uploading, submitting and following throw.
  public func caption(
    _ video: MediaReference, model: String, prompt: String?, progress: ProgressHandler? = nil
  ) async throws -> VideoCaption {
    guard let runware = provider as? RunwareProvider else { throw WorkflowError.noCaptions(provider.scope) }
    let name: String
    var sent = video
    switch video {
    case .identifier(let identifier): name = identifier
    case .file(let file):
      try InputFile.check(file)
      let issues = provider.issues(in: GenerationRequest(model: model, seedVideo: video))
      if let issue = issues.first(where: { $0.severity == .error }) { throw WorkflowError.noVideo(issue) }
      name = try await FileHash.sha256(of: file)
      sent = .identifier(try await provider.upload(file, progress: progress).reference)
    }
    let asked = [provider.scope, name, model, prompt ?? ""]
    for attempt in 1..<Self.attempts {
      do {
        return try await caption(attempt)
      } catch let error as GenerationError where error.report.details["retryable"] == true {
        // Under the same id it would only be told again that it failed; who asks later comes to the next one, too.
      }
    }
    return try await caption(Self.attempts)

    func caption(_ attempt: Int) async throws -> VideoCaption {
      let id = try Self.taskID(for: attempt == 1 ? asked : asked + ["\(attempt)"])
      return try await runware.caption(sent, model: model, prompt: prompt, taskID: id)
    }
  }

  private static let attempts = 3

  /// A UUID in version 4's form out of what is asked.
  private static func taskID(for parts: [String]) throws -> String {
    var digits = Array(try FileHash.sha256(Data(parts.joined(separator: "\u{0}").utf8)).prefix(32))
    digits[12] = "4"
    digits[16] = "a"
    let cuts = [0, 8, 12, 16, 20, 32]
    return zip(cuts, cuts.dropFirst()).map { String(digits[$0..<$1]) }.joined(separator: "-")
  }
}

extension WorkflowError {
  static func noVideo(_ issue: Issue) -> WorkflowError {
    WorkflowError(
      "no-video", .badInput, issue.message, hint: issue.hint ?? "Give a video.",
      details: ["given": issue.given, "allowed": issue.allowed])
  }

  static func noCaptions(_ scope: String) -> WorkflowError {
    WorkflowError(
      "no-captions", .usage, "\(scope) describes no videos.", hint: "Use a model of Runware's, such as memories:1@1.",
      details: ["given": .string(scope)])
  }
}
