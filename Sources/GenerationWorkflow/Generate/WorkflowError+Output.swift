import Foundation
import MediaBasics
import MediaEngine

extension WorkflowError {
  static func otherFormat(_ output: URL, _ format: VideoFormat) -> WorkflowError {
    WorkflowError(
      "other-format", .usage,
      "'\(output.relativePath)' is named like another format than the clip's, which is \(format.rawValue).",
      hint:
        "Name it .\(format.rawValue), or have it transcoded: rwmedia transcode IN -o OUT.\(output.pathExtension).",
      details: ["output": .string(output.relativePath), "format": .string(format.rawValue)])
  }

  static func ontoInput(_ file: URL) -> WorkflowError {
    WorkflowError(
      "onto-input", .usage,
      "An output is one of the inputs, '\(file.relativePath)': run again, the command would ask for something else.",
      hint: "Choose another output.", details: ["file": .string(file.relativePath)])
  }
}
