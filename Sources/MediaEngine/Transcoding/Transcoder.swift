public import Foundation
public import MediaBasics

/// Encodes a video anew: MP4 with H.264 or HEVC and AAC, WEBM with VP9 or AV1 and Opus.
public enum Transcoder {
  /// Transcodes a video.
  ///
  /// The output is upright, in square pixels, yuv420p tagged BT.709 (converted from the input's own matrix and range), of
  /// constant rate, its index in front. At the input's own rate every frame is kept, once; at another, each output frame shows
  /// what the input shows at its time. Sound lasts as long as the pictures; an input without stays without.
  ///
  /// - Throws: `media.quality`, `media.format`, `media.codec`; what reading the input throws (`media.not-media`,
  ///   `media.no-video`, `media.no-frames`, `media.hdr`); `media.no-encoder`, `media.encoder-refused`; `FileError`;
  ///   `CancellationError`.
  public static func transcode(
    _ input: URL, to file: URL, options: TranscodeOptions = TranscodeOptions(), overwrite: Bool = false,
    progress: ProgressHandler? = nil
  ) async throws -> TranscodeReport {
    let reports = try await transcode(
      input, to: [file], options: options, overwrite: overwrite, progress: progress)
    return reports[0]
  }

  /// Transcodes a video into several files from one decode, such as an MP4 and a WEBM of it.
  ///
  /// Each file's container is told by its extension. All appear together, or none; with `overwrite`, files that have
  /// been replaced by the time that one can't be written stay replaced. An asked codec goes to the files whose
  /// container takes it; others get their usual one. A poster is made of the first file, appears with it, and is told
  /// in its report.
  ///
  /// - Returns: One report a file, in their order.
  /// - Throws: `media.same-output` where two files are one, or one of them and the poster; what ``transcode(_:to:options:overwrite:progress:)`` throws.
  public static func transcode(
    _ input: URL, to files: [URL], options: TranscodeOptions = TranscodeOptions(), overwrite: Bool = false,
    progress: ProgressHandler? = nil
  ) async throws -> [TranscodeReport] {
    guard !files.isEmpty else { throw MediaError.noOutput() }
    let outputs = try files.map { try OutputFile($0, overwrite: overwrite) }
    let poster = try options.poster.map { try Poster($0, overwrite: overwrite) }
    let all = outputs + (poster.map { [$0.output] } ?? [])
    try refuseSame(all)
    let measured = try await MeasuredFile(input)
    var options = options
    options.background = try await BackgroundChoice.resolve(options, for: measured)
    let job = try TranscodeJob(measured, outputs: files, options: options)
    var reports = try await BlockingWork.encode { cancellation in
      do {
        let reports = try job.encode(to: outputs.map(\.scratch), cancellation: cancellation, progress: progress)
        if let poster { try poster.write(of: outputs[0].scratch, cancellation: cancellation) }
        try OutputFile.publish(all)
        return reports
      } catch {
        for output in all { output.discard() }
        throw error
      }
    }
    for (index, file) in files.enumerated() { reports[index].bytes = try InputFile.check(file) }
    reports[0].poster = options.poster?.relativePath
    return reports
  }

  private static func refuseSame(_ outputs: [OutputFile]) throws(MediaError) {
    var earlier: [String: OutputFile] = [:]
    for output in outputs {
      if let same = earlier.updateValue(output, forKey: output.place) {
        throw .sameOutput(same.target.relativePath)
      }
    }
  }
}

/// A video's first frame, to be published beside it.
private struct Poster: Sendable {
  let output: OutputFile
  private let image: FrameImage

  /// Refuses, before any work is done, what couldn't be written.
  ///
  /// - Throws: `media.image-extension`, `FileError`.
  init(_ file: URL, overwrite: Bool) throws {
    guard let format = ImageFormat(file: file) else { throw MediaError.imageExtension(file.relativePath) }
    output = try OutputFile(file, overwrite: overwrite)
    image = FrameImage(format: format, quality: 100)
  }

  func write(of video: URL, cancellation: Cancellation) throws {
    let output = output
    var extraction = try FrameExtraction(video, as: image, cancellation: cancellation) {
      try $0.fill(output.scratch, of: output.target)
    }
    _ = try extraction.run([.first], evenly: nil)
  }
}
