import MediaBasics

extension MediaError {
  static func noClips() -> MediaError {
    MediaError(
      "no-clips", .usage, "No clip was given; at least one is needed.", hint: "Name the video files in their order.")
  }

  static func crossfade(given: Rational) -> MediaError {
    MediaError(
      "crossfade", .usage, "The crossfade is \(given) s long; 0 to \(Seam.longestCrossfade) s are possible.",
      hint: "Give the seconds that two clips share, or choose another seam.",
      details: ["given": .string("\(given)"), "allowed": .string("0…\(Seam.longestCrossfade)")])
  }

  static func clipTooShort(_ clip: String, frames: Int, seam: Seam) -> MediaError {
    let reason =
      switch seam {
      case .drop: "its first frame is dropped at the seam"
      case .keep: "a clip needs a frame"
      case .crossfade(let seconds): "its crossfades of \(seconds) s take it up"
      }
    return clipTooShort(clip, frames: frames, reason, hint: "Leave the clip out, or choose another --seam.")
  }

  static func clipTooShort(_ clip: String, frames: Int, fps: Rational) -> MediaError {
    clipTooShort(
      clip, frames: frames, "none of the output's \(fps) frames a second falls into it",
      hint: "Leave the clip out, or bring it to that rate first: rwmedia transcode --fps \(fps).")
  }

  private static func clipTooShort(_ clip: String, frames: Int, _ reason: String, hint: String) -> MediaError {
    MediaError(
      "clip-too-short", .badInput, file: clip,
      "'\(clip)' has \(frames) \(frames == 1 ? "frame" : "frames"); nothing of it is left, since \(reason).",
      hint: hint, details: ["frames": .integer(Int64(frames))])
  }

  static func tooFewFrames(asked: Int, available: Int, fps: Rational) -> MediaError {
    MediaError(
      "too-few-frames", .badInput,
      "\(asked) frames are wanted, and the clips have \(available) at \(fps) frames a second.",
      hint: "Add a clip, ask for \(available) frames or fewer, or keep the seams' frames (--seam keep).",
      details: ["asked": .integer(Int64(asked)), "available": .integer(Int64(available))])
  }

  static func contentRect(_ file: String, given: PixelRect, size: PixelSize) -> MediaError {
    MediaError(
      "content-rect", .usage, file: file,
      "The content rectangle \(given.width)x\(given.height) at (\(given.x), \(given.y)) lies outside '\(file)', which shows \(size).",
      hint: "Give a rectangle in the clip's own pixels.",
      details: ["allowed": .string("\(size)")])
  }
}
