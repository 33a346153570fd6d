import Foundation
import MediaBasics
import MediaEngine

/// Makes the small pictures that a page carries in itself, and keeps them beside the ledger for the next time.
struct ReportPictures: Sendable {
  /// A job's pictures as WEBP; `nil` where there is none, or none can be made.
  struct Job: Sendable {
    var poster: Data?
    var input: Data?
    var prepared: Data?
  }

  /// Where they are kept.
  let folder: URL

  /// The pictures of all jobs, in order.
  func make(for jobs: [BatchSummary.Job]) async throws -> [Job] {
    try await jobs.concurrentMap(width: 2) { job in
      // A frame of the film rather than the photo once more, where the job has a poster or a video to take it from.
      let poster = job.outputs.first(where: \.isPicture) ?? job.outputs.first
      return Job(
        poster: try await picture(of: poster?.path, side: 480), input: try await picture(of: job.input, side: 320),
        prepared: try await picture(of: job.prepared, side: 320))
    }
  }

  /// A file's picture, or a video's first frame, within so many pixels a side.
  private func picture(of path: String?, side: Int) async throws -> Data? {
    guard let path else { return nil }
    do {
      return try await data(of: URL(fileURLWithPath: path), side: side)
    } catch let error as CancellationError {
      throw error
    } catch {
      // The page shows the gap: a file that is gone or that is no picture is no reason to have no page.
      return nil
    }
  }

  private func data(of file: URL, side: Int) async throws -> Data? {
    guard let stamp = InputFile.stamp(of: file) else { return nil }
    let key = try FileHash.sha256(Data("\(file.path)\u{0}\(stamp)\u{0}\(side)".utf8))
    let kept = folder.appendingPathComponent("\(key.prefix(40)).webp", isDirectory: false)
    if let known = try? Data(contentsOf: kept), !known.isEmpty { return known }
    let made = try await Self.small(file, side: side)
    do {
      try made.replaceUnsynced(kept)
    } catch {
      // Most likely the folder isn't there yet. Without a place to keep it, it is made anew the next time.
      try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try? made.replaceUnsynced(kept)
    }
    return made
  }

  private static func small(_ file: URL, side: Int) async throws -> Data {
    guard let size = try? await ImagePreparer.facts(of: file).size else {
      return try await FrameExtractor.picture(.first, from: file, format: .webp, quality: quality, longestSide: side)
        .data
    }
    var preparation = ImagePreparation(size: size.within(side), fit: .stretch, format: .webp, quality: quality)
    preparation.lenient = true
    return try await ImagePreparer.prepare(try Data(contentsOf: file, options: .alwaysMapped), as: preparation).data
  }

  private static let quality = 72
}

extension JobOutput {
  /// Whether it is a poster.
  var isPicture: Bool { VideoFormat(rawValue: format) == nil }
}
