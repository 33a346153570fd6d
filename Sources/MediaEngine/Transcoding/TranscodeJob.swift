import Foundation
import MediaBasics

/// A transcode, decided.
struct TranscodeJob: Sendable {
  private let input: URL
  private let info: MediaInfo
  private let video: VideoInfo
  private let targets: [Target]
  private let quality: Int
  private let plan: AssemblyPlan
  private let fitting: PictureFitting
  private let warnings: [String]

  /// One of the files that come of it.
  private struct Target: Sendable {
    let file: String
    let format: VideoFormat
    let codec: VideoCodec
  }

  init(_ measured: MeasuredFile, outputs: [URL], options: TranscodeOptions) throws(MediaError) {
    let (input, info) = (measured.file, measured.info)
    guard let video = info.video else {
      throw MediaError.noVideo(input.relativePath, holds: info.audio.map { "audio (\($0.codec))" } ?? "a header")
    }
    self.input = input
    self.info = info
    self.video = video
    targets = try Self.targets(outputs, options)
    quality = options.quality
    for target in targets { _ = try QualityTable(for: target.codec).crf(quality: quality) }
    let fps = try OutputRate.choose(options.fps, of: input.relativePath, video.fps)
    plan = try AssemblyPlan(
      [.init(name: input.relativePath, frames: video.places, fps: video.fps)], seam: .keep, fps: fps)
    var warnings = info.warnings
    let asked = options.size ?? video.size
    let size = asked.even
    if size != asked {
      warnings.append("\(asked) has an odd side, which video can't have: the output is \(size).")
    }
    if video.hasAverageRate {
      warnings.append("The input's frame rate varies; the output has \(fps) frames a second throughout.")
    }
    if let primaries = measured.probe.video?.color.widePrimaries {
      warnings.append(MediaWarning.widePrimaries(primaries, of: input.relativePath))
    }
    if let audio = info.audio {
      let sounds = targets.map { $0.format.sound(rate: audio.sampleRate, channels: audio.channels) }
      for warning in sounds.flatMap({ $0.loss(of: input.relativePath, audio) }) where !warnings.contains(warning) {
        warnings.append(warning)
      }
    }
    var fitting = PictureFitting(
      size: size, fit: options.fit, background: options.background, gravity: options.gravity)
    fitting.cutOddPixel(of: PixelRect(video.size))
    self.fitting = fitting
    self.warnings = warnings
  }

  /// Each output's container by its name, and its codec: the asked one where several are written and only some take it.
  private static func targets(_ outputs: [URL], _ options: TranscodeOptions) throws(MediaError) -> [Target] {
    var targets: [Target] = []
    for output in outputs {
      let format = if let format = options.format { format } else { try VideoFormat(of: output) }
      let fits = options.codec.map(format.codecs.contains) ?? true
      let codec = try format.codec(fits || outputs.count == 1 ? options.codec : nil)
      targets.append(Target(file: output.relativePath, format: format, codec: codec))
    }
    if let asked = options.codec, !targets.contains(where: { $0.codec == asked }), let first = targets.first {
      throw .codecNotIn(first.format, given: asked)
    }
    return targets
  }

  /// Decodes everything once and encodes it once for each output; the reports' bytes and posters are for the caller to
  /// fill in.
  func encode(
    to scratches: [URL], cancellation: Cancellation, progress: ProgressHandler?
  ) throws -> [TranscodeReport] {
    let outputs = try zip(targets, scratches).map { target, scratch in
      let sound = info.audio.map { target.format.sound(rate: $0.sampleRate, channels: $0.channels) }
      let writer = try MovieWriter(
        creating: scratch, named: target.file, format: target.format,
        video: VideoEncoding(codec: target.codec, size: fitting.size, rate: plan.fps, quality: quality), sound: sound,
        frames: plan.totalFrames, cancellation: cancellation)
      return MovieOutput(
        writer,
        sound: try sound.map {
          try SoundAssembly(plan, files: [input], overlap: .zero, as: $0, cancellation: cancellation)
        })
    }
    let assembly = Assembly(
      plan, [.init(file: input, video: video, fitting: fitting)], to: outputs, cancellation: cancellation)
    let outcome = try assembly.write(stage: "transcoding", progress: progress)
    let placement = Placement(of: fitting.contentRect?.size ?? video.size, in: fitting.size, fit: fitting.fit)
    return targets.map { target in
      TranscodeReport(
        output: target.file, format: target.format, codec: target.codec, width: fitting.size.width,
        height: fitting.size.height, contentRect: placement.contentRect, frames: plan.totalFrames,
        seconds: plan.duration.doubleValue, fps: plan.fps.doubleValue, bytes: 0, poster: nil,
        warnings: warnings + outcome.warnings)
    }
  }
}
