import ArgumentParser
import Foundation
import GenerationClient
import GenerationWorkflow
import MediaBasics
import MediaEngine
import ModelCatalog

/// Has a video described in words.
struct CaptionCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "caption", abstract: "Have a model of Runware's describe a video in words.",
    discussion: "The same video asked for again in the same words is answered from the task that was made before.")

  @Argument(help: "The video: a file, or what Runware takes as it is.")
  var video: String

  @Option(help: "The model, such as memories:1@1.")
  var model: String

  @Option(help: "What the words should be about.")
  var prompt: String?

  @OptionGroup var provider: ProviderOptions
  @OptionGroup var report: ReportOptions

  func execute(_ console: Console) async throws -> ExitStatus {
    let caption = try await ServiceAccess.run(provider, provider: .runware, use: model, console: console) { service in
      try await Captioner(service).caption(
        MediaReference(video), model: model, prompt: prompt, progress: console.progress)
    }
    let words = caption.text.isEmpty ? caption.structured.map { "\($0)" } ?? "" : caption.text
    try console.result(caption, words)
    return .done
  }
}
