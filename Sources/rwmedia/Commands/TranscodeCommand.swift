import ArgumentParser
import Foundation
import MediaBasics
import MediaEngine

/// Encodes a video anew.
struct TranscodeCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "transcode", abstract: "Encode a video as MP4 or WEBM, at another size or rate.",
    discussion: "With several outputs (-o a.mp4 -o b.webm), the video is decoded once for all.")

  @Argument(help: "The video.", completion: .file(), transform: Parse.file)
  var video: URL

  @Option(help: "mp4 or webm. Default: by the output's extension.", transform: Parse.format)
  var format: VideoFormat?

  @Option(help: "h264, hevc, vp9 or av1. Default: h264 in MP4, vp9 in WEBM.", transform: Parse.format)
  var codec: VideoCodec?

  @Option(help: "20 (smallest) … 99 (best). Default: 85.", transform: Parse.quality)
  var quality: Int = 85

  @Option(help: "The size, WxH. Default: the input's.", transform: Parse.size)
  var size: PixelSize?

  @Option(help: "Frames a second. Default: the input's.", transform: Parse.fps)
  var fps: Rational?

  @Option(help: "Also write the first frame as a picture.", transform: Parse.file)
  var poster: URL?

  @Option(
    name: .shortAndLong, help: "Where the result goes. May be given again.", completion: .file(),
    transform: Parse.file)
  var output: [URL]

  @Flag(help: "Replace an output that exists already.")
  var overwrite = false

  @OptionGroup var pictures: ImageFitOptions
  @OptionGroup var report: ReportOptions

  mutating func validate() throws {
    guard let format else { return }
    for file in output {
      let named = VideoFormat(rawValue: file.pathExtension.lowercased())
      guard let named, named != format else { continue }
      return try Parse.fail("--format is \(format.rawValue), and '\(file.relativePath)' names \(named.rawValue).")
    }
  }

  func execute(_ console: Console) async throws -> ExitStatus {
    var options = TranscodeOptions()
    options.format = format
    options.codec = codec
    options.quality = quality
    options.size = size
    options.fit = pictures.fit
    options.background = pictures.background
    options.fps = fps
    options.poster = poster
    let reports = try await Transcoder.transcode(
      video, to: output, options: options, overwrite: overwrite, progress: console.progress)
    for warning in reports[0].warnings { console.warn(warning) }
    let lines = reports.map { "\($0.output): \($0.codec) \($0.width)x\($0.height), \($0.frames) frames" }
    let text = lines.joined(separator: "\n")
    if reports.count == 1 {
      try console.result(reports[0], text)
    } else {
      try console.result(Results(outputs: reports), text)
    }
    return .done
  }

  /// The JSON document of several outputs; that of one is its report alone.
  private struct Results: Encodable {
    let outputs: [TranscodeReport]
  }
}
