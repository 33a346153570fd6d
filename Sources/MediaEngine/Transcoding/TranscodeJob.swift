import Foundation
import MediaBasics

/// A transcode, decided.
struct TranscodeJob: Sendable {
  private let input: URL
  private let info: MediaInfo
  private let video: VideoInfo
  private let output: String
  private let format: VideoFormat
  private let codec: VideoCodec
  private let quality: Int
  private let plan: AssemblyPlan
  private let fitting: PictureFitting
  private let warnings: [String]

  init(_ input: URL, _ info: MediaInfo, output: URL, options: TranscodeOptions) throws(MediaError) {
    guard let video = info.video else {
      throw MediaError.noVideo(input.relativePath, holds: info.audio.map { "audio (\($0.codec))" } ?? "a header")
    }
    self.input = input
    self.info = info
    self.video = video
    self.output = output.relativePath
    if let format = options.format { self.format = format } else { format = try VideoFormat(of: output) }
    codec = try format.codec(options.codec)
    quality = options.quality
    _ = try QualityTable(for: codec).crf(quality: quality)
    let fps = try OutputRate.choose(options.fps, of: input.relativePath, video.fps)
    plan = try AssemblyPlan(
      [.init(name: input.relativePath, frames: video.frames, fps: video.fps)], seam: .keep, fps: fps)
    var warnings = info.warnings
    let asked = options.size ?? video.size
    let size = EvenSize.below(asked)
    if size != asked {
      warnings.append("\(asked) has an odd side, which video can't have: the output is \(size).")
    }
    if !video.constantRate {
      warnings.append("The input's frame rate varies; the output has \(fps) frames a second throughout.")
    }
    var fitting = PictureFitting(
      size: size, fit: options.fit, background: options.background, gravity: options.gravity)
    // An odd pixel is cut off: scaling by one would soften the whole picture.
    if EvenSize.below(video.size) == size { fitting.contentRect = PixelRect(size) }
    self.fitting = fitting
    self.warnings = warnings
  }

  /// Decodes and encodes everything once; the report's bytes and poster are for the caller to fill in.
  func encode(to scratch: URL, cancellation: Cancellation, progress: ProgressHandler?) throws -> TranscodeReport {
    let sound = info.audio.map { format.sound(rate: $0.sampleRate, channels: $0.channels) }
    let writer = try MovieWriter(
      creating: scratch, named: output, format: format,
      video: VideoEncoding(codec: codec, size: fitting.size, rate: plan.fps, quality: quality), sound: sound,
      cancellation: cancellation)
    let soundtrack = try sound.map {
      try SoundAssembly(plan, files: [input], overlap: .zero, as: $0, cancellation: cancellation)
    }
    let assembly = Assembly(
      plan, [.init(file: input, video: video, fitting: fitting)], sound: soundtrack, cancellation: cancellation)
    let outcome = try assembly.write(to: writer, stage: "transcoding", progress: progress)
    try writer.finish()
    let placement = Placement(of: fitting.contentRect?.size ?? video.size, in: fitting.size, fit: fitting.fit)
    return TranscodeReport(
      output: output, format: format, codec: codec, width: fitting.size.width, height: fitting.size.height,
      contentRect: placement.contentRect, frames: plan.totalFrames, seconds: plan.duration.doubleValue,
      fps: plan.fps.doubleValue, bytes: 0, poster: nil, warnings: warnings + outcome.warnings)
  }
}
