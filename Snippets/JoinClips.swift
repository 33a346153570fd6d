// Joins clips that go on from each other.

import Foundation
import MediaBasics
import MediaEngine

// snippet.join
/// Joins clips, each of which begins on the frame that the one before ends with, to exactly `frames` frames. Cancelling the
/// task stops it, and then no output is left.
func join(_ clips: [URL], to output: URL, frames: Int) async throws -> JoinReport {
  var options = JoinOptions(seam: .drop, frames: frames)
  options.matchesColor = true
  let report = try await ClipJoiner.join(clips.map { JoinClip($0) }, to: output, options: options) { update in
    print("\(update.stage): \(update.completed) of \(update.total ?? 0) \(update.unit.rawValue)")
  }
  for seam in report.seams where seam.color?.applied == true {
    print("clip \(seam.clip): \(seam.color?.differenceBefore ?? 0) levels, now \(seam.color?.differenceAfter ?? 0)")
  }
  return report
}
// snippet.end
