import MediaBasics

/// Where clips lie on one timeline, and which output frames show which: pure, and exact at any mix of rates.
///
/// Clip k begins where its predecessors end: at the sum of (frames − dropped) ÷ fps over them, each at its own rate,
/// less the overlaps; nothing is rounded to frames on the way, so nothing drifts. Output frame j is what is shown at
/// time j ÷ fps; there are duration × fps of them, rounded half away from zero.
struct AssemblyPlan: Hashable, Sendable {
  /// A clip as measured.
  struct Clip: Hashable, Sendable {
    /// Its name for messages.
    var name: String
    var frames: Int
    var fps: Rational
  }

  /// A clip's place.
  struct Span: Hashable, Sendable {
    /// The clip's number.
    var clip: Int
    /// Frames left out at its head.
    var dropped: Int
    /// When it begins to be shown on the output's timeline, in seconds.
    var start: Rational
    /// When it ends.
    var end: Rational
    /// How far into the clip it begins to be shown.
    var offset: Rational
    /// The output frames that show it; the first ones may show the clip before as well.
    var frames: Range<Int>
    /// Whether the asked number of frames ends before the clip does.
    var isTrimmed = false

    /// How far into the clip the output's time is.
    func clipTime(at time: Rational) -> Rational { time.less(start).adding(offset) }
  }

  /// Output frames a second.
  let fps: Rational
  /// Output frames.
  let totalFrames: Int
  /// The clips' places in order; clips that a trim leaves out have none.
  let spans: [Span]

  /// Lays clips out.
  ///
  /// - Parameter frames: Trims to exactly this many; nil takes all there are.
  /// - Throws: `media.clip-too-short` where a clip is used up by its seams or falls between two output frames,
  ///   `media.too-few-frames` where fewer than `frames` come out, `media.frames`.
  init(_ clips: [Clip], seam: Seam, fps: Rational, frames: Int? = nil) throws(MediaError) {
    self.fps = fps
    if let frames, frames < 1 { throw MediaError.noFrames(given: frames) }
    var spans: [Span] = []
    for (index, clip) in clips.enumerated() {
      let dropped = index == 0 ? 0 : seam.droppedFrames
      let length = Rational(clip.frames - dropped).over(clip.fps)
      let overlaps = (index == 0 ? 0 : 1) + (index == clips.count - 1 ? 0 : 1)
      guard length > seam.overlap.scaled(overlaps) else {
        throw MediaError.clipTooShort(clip.name, frames: clip.frames, seam: seam)
      }
      let start = spans.last.map { $0.end.less(seam.overlap) } ?? .zero
      let end = start.adding(length)
      spans.append(
        Span(
          clip: index, dropped: dropped, start: start, end: end, offset: Rational(dropped).over(clip.fps),
          frames: start.scaled(by: fps)
            .roundedUp..<max(end.scaled(by: fps).roundedUp, start.scaled(by: fps).roundedUp)))
    }
    // The end alone is rounded: at a seam a frame belongs to the clip that it begins in. Who asks for a number of frames
    // gets each that begins before the end.
    let end = spans.last.map { $0.end.scaled(by: fps) } ?? .zero
    let available = spans.isEmpty ? 0 : frames == nil ? max(Int(end.rounded), 1) : end.roundedUp
    if let frames, frames > available { throw MediaError.tooFewFrames(asked: frames, available: available, fps: fps) }
    let total = frames ?? available
    totalFrames = total
    for span in spans where frames.map({ span.frames.lowerBound < $0 }) ?? true {
      guard span.frames.clamped(to: 0..<available).isEmpty else { continue }
      throw MediaError.clipTooShort(clips[span.clip].name, frames: clips[span.clip].frames, fps: fps)
    }
    self.spans = spans.compactMap { span in
      var span = span
      span.isTrimmed = min(span.frames.upperBound, available) > total
      span.frames = span.frames.clamped(to: 0..<total)
      return span.frames.isEmpty ? nil : span
    }
  }

  /// When an output frame begins to be shown, in seconds.
  func time(of frame: Int) -> Rational { Rational(frame).over(fps) }

  /// How long the output is, in seconds.
  var duration: Rational { time(of: totalFrames) }
}

/// Sums and products that are exact as long as 64 bits hold them; beyond, to the microsecond.
extension Rational {
  fileprivate func adding(_ other: Rational) -> Rational {
    plus(other) ?? .nearest(doubleValue + other.doubleValue)
  }

  fileprivate func less(_ other: Rational) -> Rational {
    minus(other) ?? .nearest(doubleValue - other.doubleValue)
  }

  fileprivate func over(_ other: Rational) -> Rational {
    divided(by: other) ?? .nearest(doubleValue / other.doubleValue)
  }

  fileprivate func scaled(by other: Rational) -> Rational {
    times(other) ?? .nearest(doubleValue * other.doubleValue)
  }

  fileprivate func scaled(_ count: Int) -> Rational { scaled(by: Rational(count)) }

  private static func nearest(_ value: Double) -> Rational { Rational(approximating: value) ?? .zero }

  /// The least whole number that isn't below.
  var roundedUp: Int {
    let down = numerator / denominator
    return Int(numerator > 0 && numerator % denominator != 0 ? down + 1 : down)
  }
}
