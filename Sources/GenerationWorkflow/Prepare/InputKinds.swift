import Foundation
import MediaBasics
import MediaEngine

/// Which inputs go the way of videos: told by what they hold, not by their names.
struct InputKinds {
  private var videos: Set<URL> = []

  /// Looks at all inputs. What can't be read goes the way of images, or of the videos that it is named as one of: it
  /// tells why.
  ///
  /// - Throws: `CancellationError`.
  init(of request: PrepareRequest) async throws {
    let wantsVideo =
      request.inputs.count == 1 && VideoFormat(rawValue: request.output.pathExtension.lowercased()) != nil
    for input in request.inputs {
      do {
        let isImage = try ImagePreparer.recognizes(input)
        let isVideo =
          if isImage {
            // A moving GIF is a picture, and a video for whoever asks for one.
            if wantsVideo { try await Self.moves(input) } else { false }
          } else {
            if ImageFiles.videoExtensions.contains(input.pathExtension.lowercased()) {
              true
            } else {
              try await MediaProbe.holdsVideo(input)
            }
          }
        if isVideo { videos.insert(input) }
      } catch is any ReportedError {
        continue
      }
    }
  }

  /// Whether an input is a video.
  func isVideo(_ input: URL) -> Bool { videos.contains(input) }

  private static func moves(_ image: URL) async throws -> Bool {
    let facts = try await ImagePreparer.facts(of: image)
    return facts.format == "gif" && facts.frames > 1
  }
}

extension FailureReport {
  /// Where nothing of an input was recognized, both kinds that it might have been are named.
  func namingVideos(_ input: String) -> FailureReport {
    guard code == "media.image-unknown" else { return self }
    var report = self
    report.message = "'\(input)' is neither a picture nor a video that can be read."
    report.hint = "Give a JPEG, PNG, WEBP, TIFF, GIF, HEIC or AVIF, or an MP4, MOV, WEBM, MKV, TS or AVI."
    return report
  }
}
