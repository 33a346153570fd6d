public import Foundation
public import MediaBasics

/// Takes single frames out of a video as images: in presented order, upright, in square pixels, in the stream's own
/// colours.
///
/// The last frame is looked for from the file's end; a frame in the middle from the keyframe before it. Only a file
/// whose times don't tell its frames apart is decoded from the start.
public enum FrameExtractor {
  /// Writes frames into a folder, which is made where it's missing; a frame's file is called `STEM-000167.png`:
  /// the video's name, the frame's number with six digits, the format.
  ///
  /// - Parameters:
  ///   - requests: The frames asked for one by one.
  ///   - count: Frames to spread evenly over the video, the first and the last among them; nil for none.
  ///   - quality: 1…100; PNG loses nothing whatever it says.
  /// - Returns: One entry a request in the order asked, then the spread ones. Two requests may be one frame and file.
  /// - Throws: `media.frame-range`, `media.frame-time` or `media.frame-count` where the video has no such frame;
  ///   `media.image-quality`; `media.not-media`, `media.no-video`, `media.no-frames`, `media.frame-lost` where the file
  ///   isn't sound; `media.hdr`, `media.color-matrix` where its colours have no exact 8-bit form; `FileError`;
  ///   `CancellationError`.
  public static func extract(
    _ requests: [FrameRequest], evenly count: Int? = nil, from file: URL, into folder: URL, format: ImageFormat,
    quality: Int, overwrite: Bool, progress: ProgressHandler? = nil
  ) async throws -> [ExtractedFrame] {
    try LocalFile.check(folder)
    return try await BlockingWork.run { cancellation in
      let stem = file.deletingPathExtension().lastPathComponent
      return try write(
        requests, evenly: count, from: file, as: FrameImage(format: format, quality: quality), overwrite: overwrite,
        cancellation: cancellation, progress: progress
      ) { index in
        folder.appendingPathComponent("\(stem)-\(sixDigits(index)).\(format.fileExtension)")
      }
    }
  }

  /// Writes one frame to a file, in the format that its extension names: `.png`, `.jpg`, `.jpeg` or `.webp`.
  ///
  /// - Parameter quality: 1…100; PNG loses nothing whatever it says.
  /// - Throws: `media.image-extension`, and what
  ///   ``extract(_:evenly:from:into:format:quality:overwrite:progress:)`` throws.
  public static func extract(
    _ request: FrameRequest, from file: URL, to output: URL, quality: Int = 100, overwrite: Bool
  ) async throws -> ExtractedFrame {
    guard let format = ImageFormat(file: output) else { throw MediaError.imageExtension(output.relativePath) }
    let frames = try await BlockingWork.run { cancellation in
      // Refuses an existing output before any work is done.
      _ = try OutputFile(output, overwrite: overwrite)
      return try write(
        [request], evenly: nil, from: file, as: FrameImage(format: format, quality: quality), overwrite: overwrite,
        cancellation: cancellation, progress: nil
      ) { _ in output }
    }
    return frames[0]
  }

  /// One frame as an image file in memory.
  ///
  /// - Parameter longestSide: The most pixels a side, at least 1; nothing is enlarged.
  /// - Throws: `media.image-side`; what ``extract(_:evenly:from:into:format:quality:overwrite:progress:)`` throws.
  public static func picture(
    _ request: FrameRequest, from file: URL, format: ImageFormat, quality: Int = 100, longestSide: Int = .max
  ) async throws -> FramePicture {
    try await BlockingWork.run { cancellation in
      var found: FramePicture?
      var extraction = try FrameExtraction(
        file, as: FrameImage(format: format, quality: quality, longestSide: longestSide),
        threads: request == .first ? 1 : nil,
        cancellation: cancellation
      ) { found = $0 }
      _ = try extraction.run([request], evenly: nil)
      guard let found else { throw MediaError.noMemory(for: "a picture") }
      return found
    }
  }

  private static func write(
    _ requests: [FrameRequest], evenly count: Int?, from file: URL, as image: FrameImage, overwrite: Bool,
    cancellation: Cancellation, progress: ProgressHandler?, place: @escaping (_ index: Int) -> URL
  ) throws -> [ExtractedFrame] {
    var written: [Int: ExtractedFrame] = [:]
    var extraction = try FrameExtraction(file, as: image, cancellation: cancellation, progress: progress) { picture in
      let target = place(picture.index)
      try makeFolder(target.deletingLastPathComponent())
      try OutputFile.write(target, overwrite: overwrite) { try picture.fill($0, of: target) }
      written[picture.index] = ExtractedFrame(
        index: picture.index, seconds: picture.seconds, output: target.relativePath, width: picture.size.width,
        height: picture.size.height, interlaced: picture.isInterlaced, damaged: picture.isDamaged)
    }
    // What is there already is refused before the work, where the name is known by then.
    for target in requests.compactMap(\.knownIndex).map(place)
    where FileManager.default.fileExists(atPath: target.path) {
      _ = try OutputFile(target, overwrite: overwrite)
    }
    let indices = try extraction.run(requests, evenly: count)
    return indices.compactMap { written[$0] }
  }

  private static func makeFolder(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw MediaError.folder(folder.relativePath, SystemReason.text(of: error))
    }
  }

  private static func sixDigits(_ index: Int) -> String {
    let digits = "\(index)"
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}
