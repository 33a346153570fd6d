// Encodes a video for delivery.

import Foundation
import MediaBasics
import MediaEngine

// snippet.deliver
/// An MP4 and a WEBM of a video from one decode, with a poster of its first frame; both appear, or none does.
func deliver(_ video: URL, into folder: URL) async throws -> [TranscodeReport] {
  let outputs = ["video.mp4", "video.webm"].map { folder.appendingPathComponent($0) }
  let options = TranscodeOptions(
    quality: 85, size: PixelSize(width: 1280, height: 720), poster: folder.appendingPathComponent("poster.jpg"))
  return try await Transcoder.transcode(video, to: outputs, options: options) { update in
    print("\(update.completed) of \(update.total ?? 0) frames")
  }
}
// snippet.end
