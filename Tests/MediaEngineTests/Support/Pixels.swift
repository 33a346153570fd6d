import Foundation
import TestSupport

/// An image's or a frame's 8-bit RGB samples, as ffmpeg reads them.
struct Pixels {
  let samples: [UInt8]

  /// An image file's samples; for a video, those of its first frame after `filters`.
  init(_ url: URL, filters: String = "null", input: [String] = []) throws {
    let outcome = try Command.run(
      "ffmpeg",
      ["-v", "error"] + input + [
        "-i", url.path, "-map", "0:V:0", "-vf", "\(filters),format=rgb24", "-frames:v", "1", "-f", "rawvideo", "-",
      ])
    guard outcome.status == 0 else { throw Unprepared(description: outcome.stderr) }
    samples = [UInt8](outcome.stdout)
  }

  /// How far two pictures lie apart, in levels of 255; nil where their sizes differ.
  func difference(to other: Pixels) -> (mean: Double, most: Int)? {
    guard samples.count == other.samples.count, !samples.isEmpty else { return nil }
    var (sum, most) = (0, 0)
    for (one, two) in zip(samples, other.samples) {
      let distance = abs(Int(one) - Int(two))
      sum += distance
      most = max(most, distance)
    }
    return (Double(sum) / Double(samples.count), most)
  }
}
