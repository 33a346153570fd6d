import ArgumentParser
import Foundation
import MediaBasics
import MediaEngine

/// Exact frames of a video as pictures.
struct KeyframesCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "keyframes", abstract: "Extract exact frames of a video: first and last, or any.",
    discussion: "Frames count from 0 in presented order. Without a choice, the first and the last are extracted.")

  @Argument(help: "The video.", completion: .file(), transform: Parse.file)
  var video: URL

  @Flag(help: "The first frame.")
  var first = false

  @Flag(help: "The last frame.")
  var last = false

  @Option(help: "A frame by number (12) or time (1.5s). May be given again.", transform: Parse.frameRequest)
  var at: [FrameRequest] = []

  @Option(help: "So many frames, evenly spread from first to last.")
  var count: Int?

  @Option(help: "png, jpeg or webp. Default: by the output's extension, else png.", transform: Parse.format)
  var format: ImageFormat?

  @Option(help: "Quality of jpeg and webp, 1…100. Default: 95.", transform: Parse.imageQuality)
  var quality: Int = 95

  @Option(
    name: .shortAndLong, help: "The folder for the pictures, or the file of a single one.", transform: Parse.file)
  var output: URL

  @Flag(help: "Replace pictures that exist already.")
  var overwrite = false

  @OptionGroup var report: ReportOptions

  /// The JSON document.
  struct Result: Encodable {
    let frames: [ExtractedFrame]
  }

  mutating func validate() throws {
    if let count, count < 1 { return try Parse.fail("--count is \(count); it must be 1 or more.") }
    guard let named = fileFormat else { return }
    if requests.count + (count ?? 0) != 1 {
      return try Parse.fail(
        "'\(output.relativePath)' names one picture, and more are asked for: name a folder, or choose one frame with --first, --last or --at."
      )
    }
    if let format, format != named {
      return try Parse.fail("--format is \(format.rawValue), and '\(output.relativePath)' names \(named.rawValue).")
    }
  }

  /// The frames asked for one by one.
  private var requests: [FrameRequest] {
    let asked = (first ? [FrameRequest.first] : []) + at + (last ? [.last] : [])
    return asked.isEmpty && count == nil ? [.first, .last] : asked
  }

  /// The format of the file that the output names; nil where it's a folder.
  private var fileFormat: ImageFormat? {
    output.hasDirectoryPath || output.isFolder ? nil : ImageFormat(file: output)
  }

  private func frames(_ console: Console) async throws -> [ExtractedFrame] {
    if fileFormat != nil {
      // An even spread of one frame is the first.
      let frame = try await FrameExtractor.extract(
        requests.first ?? .first, from: video, to: output, quality: quality, overwrite: overwrite)
      return [frame]
    }
    return try await FrameExtractor.extract(
      requests, evenly: count, from: video, into: output, format: format ?? .png, quality: quality,
      overwrite: overwrite, progress: console.progress)
  }

  func execute(_ console: Console) async throws -> ExitStatus {
    let frames = try await frames(console)
    if let woven = Self.numbers(of: frames.filter(\.interlaced)) {
      console.warn("Interlaced: what moves shows combs in frame \(woven). Deinterlace the video first.")
    }
    if let damaged = Self.numbers(of: frames.filter(\.damaged)) {
      console.warn("The video is damaged: parts of frame \(damaged) couldn't be decoded and are guessed.")
    }
    let lines = frames.map { "frame \($0.index) at \(NumberText.of($0.seconds)) s: \($0.output)" }
    try console.result(Result(frames: frames), lines.joined(separator: "\n"))
    return .done
  }

  /// Each frame's number once, for a sentence; nil without frames.
  private static func numbers(of frames: [ExtractedFrame]) -> String? {
    frames.isEmpty ? nil : Set(frames.map(\.index)).sorted().map { "\($0)" }.joined(separator: ", ")
  }
}
