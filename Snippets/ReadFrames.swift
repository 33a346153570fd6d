// Looks at a video's frames: all of them one after the other, or single ones as pictures in memory.

import Foundation
import MediaBasics
import MediaEngine

// snippet.all
/// The bytes that each frame takes as JPEG. The next frame is decoded when it is asked for; cancelling the task, or leaving the
/// loop, ends the decoding.
func sizes(of video: URL) async throws -> [Int] {
  var sizes: [Int] = []
  for try await picture in VideoFrames(of: video, format: .jpeg, quality: 90) {
    sizes.append(picture.data.count)
  }
  return sizes
}
// snippet.end

// snippet.one
/// The last frame as PNG, found from the file's end: what the next clip begins with.
func lastFrame(of video: URL) async throws -> FramePicture {
  try await FrameExtractor.picture(.last, from: video, format: .png)
}
// snippet.end

// snippet.files
/// Writes eight frames, spread from the first to the last, and tells how far it is.
func thumbnails(of video: URL, into folder: URL) async throws -> [ExtractedFrame] {
  try await FrameExtractor.extract(
    [], evenly: 8, from: video, into: folder, format: .webp, quality: 80, overwrite: true
  ) { print("\($0.completed) of \($0.total ?? 0)") }
}
// snippet.end
