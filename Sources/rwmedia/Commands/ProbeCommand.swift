import ArgumentParser
import Foundation
import MediaBasics
import MediaEngine

/// Tells what a media file is.
struct ProbeCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe", abstract: "Tell what a video or image is, as measured.")

  @Argument(help: "The file.", completion: .file(), transform: Parse.file)
  var file: URL

  @Flag(help: "Read SVG and PDF too, which can refer to other files.")
  var allowVector = false

  @OptionGroup var report: ReportOptions

  func execute(_ console: Console) async throws -> ExitStatus {
    try InputFile.check(file)
    if try ImagePreparer.recognizes(file) {
      let facts = try await ImagePreparer.facts(of: file, allowVector: allowVector)
      try console.result(facts, "\(facts.format) image, \(facts.width)x\(facts.height)")
      return .done
    }
    let info = try await MediaProbe.info(of: file)
    for warning in info.warnings { console.warn(warning) }
    try console.result(ProbeDocument(info), Self.text(info))
    return .done
  }

  private static func text(_ info: MediaInfo) -> String {
    var lines = ["\(info.container), \(NumberText.of(info.seconds)) s, \(info.bytes) bytes"]
    if let video = info.video {
      let colors = [video.colorSpace, video.colorRange].filter { $0 != "unknown" }
      lines.append(
        "video: \(video.codec) \(video.size), \(video.fps) fps\(video.hasAverageRate ? " on average" : ""), "
          + "\(video.frames) frames, "
          + (colors.isEmpty ? "\(video.pixelFormat)" : "\(video.pixelFormat), \(colors.joined(separator: " "))"))
    }
    if let audio = info.audio {
      lines.append(
        "audio: \(audio.codec), \(audio.sampleRate) Hz, \(audio.channels) channel(s), \(NumberText.of(audio.seconds)) s"
      )
    }
    return lines.joined(separator: "\n")
  }
}

/// The JSON document of `probe`: numbers where programs expect numbers.
private struct ProbeDocument: Encodable {
  struct Video: Encodable {
    let codec: String
    let width: Int
    let height: Int
    let codedWidth: Int
    let codedHeight: Int
    let rotation: Int
    let fps: Double
    let fpsExact: String
    let constantRate: Bool
    let frames: Int
    let seconds: Double
    let pixelFormat: String
    let colorSpace: String
    let colorRange: String
    let colorTransfer: String
    let hasBFrames: Bool
  }

  let container: String
  let bytes: Int64
  let seconds: Double
  let faststart: Bool?
  let video: Video?
  let audio: AudioInfo?
  let warnings: [String]

  init(_ info: MediaInfo) {
    container = info.container
    bytes = info.bytes
    seconds = info.seconds
    faststart = info.faststart
    audio = info.audio
    warnings = info.warnings
    video = info.video.map { video in
      Video(
        codec: video.codec, width: video.size.width, height: video.size.height, codedWidth: video.codedSize.width,
        codedHeight: video.codedSize.height, rotation: video.rotation, fps: video.fps.doubleValue,
        fpsExact: video.fps.description, constantRate: video.constantRate, frames: video.frames,
        seconds: video.seconds, pixelFormat: video.pixelFormat, colorSpace: video.colorSpace,
        colorRange: video.colorRange, colorTransfer: video.colorTransfer, hasBFrames: video.hasBFrames)
    }
  }
}
