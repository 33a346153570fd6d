import ArgumentParser
import Foundation
import MediaBasics
import MediaEngine

/// Encodes a video anew.
struct TranscodeCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "transcode", abstract: "Encode a video as MP4 or WEBM, at another size or rate.")

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

  @OptionGroup var pictures: ImageFitOptions
  @OptionGroup var delivery: DeliveryOptions
  @OptionGroup var report: ReportOptions

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
    let report = try await Transcoder.transcode(
      video, to: delivery.output, options: options, overwrite: delivery.overwrite, progress: console.progress)
    for warning in report.warnings { console.warn(warning) }
    try console.result(
      report, "\(report.output): \(report.codec) \(report.width)x\(report.height), \(report.frames) frames")
    return .done
  }
}
