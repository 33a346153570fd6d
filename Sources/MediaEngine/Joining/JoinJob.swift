import Foundation
import MediaBasics

/// A join, decided: what is read, what is made of it, and what there is to say about it beforehand.
struct JoinJob: Sendable {
  private let clips: [MeasuredClip]
  private let plan: AssemblyPlan
  private let options: JoinOptions
  private let output: String
  private let format: VideoFormat
  private let codec: VideoCodec
  private let size: PixelSize
  private let warnings: [String]

  /// A clip with its facts.
  private struct MeasuredClip: Sendable {
    let file: URL
    let probe: Probe
    let video: VideoInfo
    let audio: AudioInfo?
    let fitting: PictureFitting
  }

  /// Measures the clips and lays them out.
  init(_ clips: [JoinClip], output: URL, options: JoinOptions) async throws {
    try options.seam.check()
    self.options = options
    self.output = output.relativePath
    format = try options.format ?? VideoFormat(of: output)
    codec = try format.codec(options.codec)
    _ = try QualityTable(for: codec).crf(quality: options.quality)
    var measured: [(clip: JoinClip, probe: Probe, info: MediaInfo, video: VideoInfo)] = []
    for (clip, probe) in zip(clips, try await Self.probes(of: clips.map(\.file))) {
      let info = probe.info
      measured.append((clip, probe, info, try Self.video(of: clip, info)))
    }
    guard let first = measured.first else { throw MediaError.noClips() }
    for entry in measured { _ = try OutputRate.choose(nil, of: entry.clip.file.relativePath, entry.video.fps) }
    let fps = try OutputRate.choose(options.fps, of: first.clip.file.relativePath, first.video.fps)
    plan = try AssemblyPlan(
      measured.map { .init(name: $0.clip.file.relativePath, frames: $0.video.places, fps: $0.video.fps) },
      seam: options.seam, fps: fps, frames: options.frames)
    var warnings = measured.flatMap { entry in
      entry.info.warnings.map { "'\(entry.clip.file.relativePath)': \($0)" }
    }
    warnings += measured.filter { $0.probe.video?.hasAlpha == true }.map { entry in
      "'\(entry.clip.file.relativePath)' has an alpha channel: what is transparent is laid on white."
    }
    let kept = first.clip.contentRect?.size ?? first.video.size
    size = (options.size ?? kept).even
    if size != options.size ?? kept {
      warnings.append("\(options.size ?? kept) has an odd side, which video can't have: the output is \(size).")
    }
    self.clips = measured.map { [size] entry in
      let fitting = Self.fitting(entry.clip, shown: entry.video.size, to: size)
      if fitting.fit == .cover {
        let kept = entry.clip.contentRect?.size ?? entry.video.size
        warnings.append(
          "'\(entry.clip.file.relativePath)' shows \(kept), another shape than the output's \(size): its edges are cut off."
        )
      }
      return MeasuredClip(
        file: entry.clip.file, probe: entry.probe, video: entry.video, audio: entry.info.audio, fitting: fitting)
    }
    self.warnings = warnings
  }

  /// Measures files, one a core at once, since opening decodes a frame or more.
  private static func probes(of files: [URL]) async throws -> [Probe] {
    var probes: [Int: Probe] = [:]
    try await withThrowingTaskGroup(of: (Int, Probe).self) { group in
      for (index, file) in files.enumerated() {
        if index >= ProcessInfo.processInfo.activeProcessorCount, let (done, probe) = try await group.next() {
          probes[done] = probe
        }
        group.addTask { (index, try await BlockingWork.run { try Probe(file, cancellation: $0) }) }
      }
      for try await (done, probe) in group { probes[done] = probe }
    }
    return files.indices.compactMap { probes[$0] }
  }

  /// Copies packets where that is possible, else encodes.
  func run(to scratch: URL, cancellation: Cancellation, progress: ProgressHandler?) throws -> JoinReport {
    let colors =
      try options.matchesColor ? ColorMatch(assembled, count: plan.spans.count, cancellation: cancellation) : nil
    do {
      if let reason = colors?.reason { throw CopySource.Obstacle(reason: reason) }
      let packets = try packetJoin(cancellation)
      return try copy(packets, to: scratch, cancellation: cancellation, progress: progress).with(colors)
    } catch let obstacle as CopySource.Obstacle {
      var report = try encode(to: scratch, colors, cancellation: cancellation, progress: progress).with(colors)
      report.encodedBecause = "\(obstacle.reason)."
      return report
    }
  }

  private func packetJoin(_ cancellation: Cancellation) throws -> PacketJoin {
    func refuse(_ reason: String) -> CopySource.Obstacle { CopySource.Obstacle(reason: reason) }
    guard options.copiesPackets else { throw refuse("Encoding was asked for") }
    guard let own = VideoCodec(rawValue: clips[0].video.codec), format.codecs.contains(own),
      (options.codec ?? own) == own
    else {
      throw refuse("The clips are \(clips[0].video.codec), the output is \(codec.rawValue) in \(format.rawValue)")
    }
    guard let overlap = options.seam.overlap.times(plan.fps), overlap.denominator == 1 else {
      throw refuse("The crossfade isn't a whole number of frames long")
    }
    for clip in clips {
      let name = "'\(clip.file.relativePath)'"
      guard clip.video.constantRate else { throw refuse("\(name) has a variable rate") }
      guard clip.video.fps == plan.fps else {
        throw refuse("\(name) has \(clip.video.fps) frames a second, the output \(plan.fps)")
      }
      guard clip.fitting.contentRect == nil, clip.video.size == size else {
        throw refuse("\(name) is cut or scaled to \(size)")
      }
    }
    return try PacketJoin(
      clips.map { try CopySource($0.file, $0.probe) }, dropped: options.seam.droppedFrames,
      overlap: Int(overlap.numerator), total: plan.totalFrames, rate: plan.fps, quality: options.quality,
      cancellation: cancellation)
  }

  private func copy(
    _ packets: PacketJoin, to scratch: URL, cancellation: Cancellation, progress: ProgressHandler?
  ) throws -> JoinReport {
    let muxer = try Muxer(creating: scratch, container: format.rawValue, named: output, cancellation: cancellation)
    let stream = try packets.addStream(to: muxer)
    let soundtrack = try joinedSound(packets, in: muxer, cancellation)
    let samples = sound.map { plan.duration.doubleValue * Double($0.sampleRate) / 1024 } ?? 0
    try muxer.start(
      options: format.muxing(packets: plan.totalFrames + Int(samples) + 8, headers: packets.headerSize))
    let likeness = try packets.write(to: muxer, stream: stream) { frame in
      try soundtrack?.write(through: frame, to: muxer)
      progress?(
        ProgressUpdate(
          stage: "joining", completed: Int64(frame + 1), total: Int64(plan.totalFrames), unit: .frames))
    }
    try soundtrack?.finish(in: muxer)
    try muxer.finish()
    return report(packets.mode, Assembly.Outcome(likeness: likeness))
  }

  /// The sound beside copied packets: copied too where it can be, else encoded.
  private func joinedSound(
    _ packets: PacketJoin, in muxer: borrowing Muxer, _ cancellation: Cancellation
  ) throws -> (any JoinedSound)? {
    guard let sound else { return nil }
    if format == .mp4, options.seam.overlap == .zero,
      let copied = try CopiedSound(
        plan, files: clips.map(\.file), as: sound, in: muxer, firstPicture: packets.firstTime,
        cancellation: cancellation)
    {
      return copied
    }
    return try EncodedSound(
      plan, try soundtrack(sound, cancellation), as: sound, in: muxer, firstPicture: packets.firstTime)
  }

  private var assembled: [Assembly.Clip] { clips.map { .init(file: $0.file, video: $0.video, fitting: $0.fitting) } }

  private var sound: SoundEncoding? {
    clips.lazy.compactMap(\.audio).first.map { format.sound(rate: $0.sampleRate, channels: $0.channels) }
  }

  private func soundtrack(_ sound: SoundEncoding, _ cancellation: Cancellation) throws -> SoundAssembly {
    try SoundAssembly(
      plan, files: clips.map(\.file), overlap: options.seam.overlap, as: sound, cancellation: cancellation)
  }

  /// Decodes and encodes everything once.
  private func encode(
    to scratch: URL, _ colors: ColorMatch?, cancellation: Cancellation, progress: ProgressHandler?
  ) throws -> JoinReport {
    let writer = try MovieWriter(
      creating: scratch, named: output, format: format,
      video: VideoEncoding(codec: codec, size: size, rate: plan.fps, quality: options.quality), sound: sound,
      frames: plan.totalFrames, cancellation: cancellation)
    let assembly = Assembly(
      plan, assembled, colors: colors?.transforms ?? [:],
      to: [MovieOutput(writer, sound: try sound.map { try soundtrack($0, cancellation) })], cancellation: cancellation
    )
    var outcome = try assembly.write(stage: "joining", progress: progress)
    outcome.warnings += clips.compactMap { clip in
      clip.probe.video?.color.widePrimaries.map { MediaWarning.widePrimaries($0, of: clip.file.relativePath) }
    }
    return report(.encode, outcome)
  }

  private func report(_ mode: JoinReport.Mode, _ outcome: Assembly.Outcome) -> JoinReport {
    let seams = plan.spans.dropFirst().map { span in
      let likeness = outcome.likeness[span.clip]
      return SeamReport(
        clip: span.clip, droppedFrames: span.dropped, ssim: likeness?.ssim, psnr: likeness?.psnr)
    }
    let unlike = seams.filter { ($0.ssim ?? 1) < Likeness.leastAtSeam }.map { seam in
      let (clip, before) = (clips[seam.clip].file.relativePath, clips[seam.clip - 1].file.relativePath)
      let ssim = Likeness.rounded(seam.ssim ?? 0)
      return "'\(clip)' doesn't begin on the frame that '\(before)' ends with (SSIM \(ssim)): the seam will show."
    }
    let lost = sound.map { sound in
      clips.flatMap { clip in clip.audio.map { sound.loss(of: clip.file.relativePath, $0) } ?? [] }
    }
    return JoinReport(
      output: output, frames: plan.totalFrames, seconds: plan.duration.doubleValue, fps: plan.fps.doubleValue,
      mode: mode, encodedBecause: nil, seams: seams, warnings: warnings + (lost ?? []) + outcome.warnings + unlike)
  }

  static func video(of clip: JoinClip, _ info: MediaInfo) throws(MediaError) -> VideoInfo {
    guard let video = info.video else {
      throw MediaError.noVideo(clip.file.relativePath, holds: info.audio.map { "audio (\($0.codec))" } ?? "a header")
    }
    if let rect = clip.contentRect, !rect.fits(in: video.size) {
      throw MediaError.contentRect(clip.file.relativePath, given: rect, size: video.size)
    }
    return video
  }

  // Content that was cut out of a fitted picture is off by up to a pixel: stretching by this little can't be seen.
  private static let sameShape = 0.015

  /// Brings a clip to the output's size: pixel for pixel where it is an odd pixel too large, scaled where it has the
  /// same shape, cropped where it hasn't.
  private static func fitting(_ clip: JoinClip, shown: PixelSize, to size: PixelSize) -> PictureFitting {
    let kept = clip.contentRect ?? PixelRect(shown)
    let keptSize = kept.size ?? shown
    var fitting = PictureFitting(contentRect: clip.contentRect, size: size, background: .white)
    if !fitting.cutOddPixel(of: kept), keptSize.aspectDistance(to: size) > sameShape {
      fitting.fit = .cover
    }
    return fitting
  }
}

extension JoinReport {
  /// The report with what was found of the clips' colours.
  fileprivate func with(_ colors: ColorMatch?) -> JoinReport {
    guard let colors else { return self }
    var report = self
    for index in report.seams.indices { report.seams[index].color = colors.seams[report.seams[index].clip] }
    report.warnings += colors.warnings
    return report
  }
}
