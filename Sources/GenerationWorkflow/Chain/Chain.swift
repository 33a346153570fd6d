import Foundation
import MediaBasics
import MediaEngine
import ModelCatalog

/// The clips of a chain so far, as measured, and how much they cover together.
struct Chain: Sendable {
  /// One generated clip.
  struct Link: Sendable {
    /// The task that made it.
    let task: GenerationTask
    /// Its file.
    let file: URL
    /// What it was found to be.
    let video: VideoInfo
    /// The picture that it was asked to begin with.
    let frameImage: URL
    /// The part of the picture that continues the seed: everything but the bars.
    let contentRect: PixelRect
    /// The seconds that were asked for.
    let duration: Rational
    /// What it cost, the candidates that were not taken included; `nil` where the service didn't say.
    let cost: Cost?
  }

  /// The seed's frames and their rate; no frames where it is an image.
  let seedFrames: Int
  /// The result's frame rate.
  let fps: Rational
  /// How the clips are joined.
  let seam: Seam
  private(set) var links: [Link] = []

  init(seedFrames: Int, fps: Rational, seam: Seam) {
    self.seedFrames = seedFrames
    self.fps = fps
    self.seam = seam
  }

  mutating func append(_ link: Link) {
    links.append(link)
  }

  /// The clip that the chain ends with so far; `seed` where there is none yet.
  func end(seed: URL?) -> JoinClip? {
    links.last.map { JoinClip($0.file, contentRect: $0.contentRect) } ?? seed.map { JoinClip($0) }
  }

  /// Whether the next clip has no predecessor, as an image's first clip.
  var isEmpty: Bool { seedFrames == 0 && links.isEmpty }

  /// The seconds that seed and clips cover, joined.
  func covered() throws(WorkflowError) -> Rational {
    guard var sum = Rational(seedFrames).divided(by: fps) else { throw .arithmetic }
    for (index, link) in links.enumerated() {
      let hasPredecessor = seedFrames > 0 || index > 0
      let shown = link.video.frames - (hasPredecessor ? seam.lostFrames(at: link.video.fps) : 0)
      guard let seconds = Rational(shown).divided(by: link.video.fps), let next = sum.plus(seconds) else {
        throw .arithmetic
      }
      sum = next
    }
    return sum
  }

  /// The seconds that a result of `frames` frames still lacks; `nil` where it is covered: where its last frame begins
  /// within what is there, for a further clip would begin too late to be seen.
  func missing(for frames: Int) throws(WorkflowError) -> Rational? {
    guard let last = Rational(frames - 1).divided(by: fps), let missing = last.minus(try covered()) else {
      throw .arithmetic
    }
    guard missing >= .zero else { return nil }
    guard let more = missing.plus(Self.moment) else { throw .arithmetic }
    return more
  }

  /// A frame begins within a clip that ends later by any time at all: a millisecond.
  private static let moment = Rational(1, 1000) ?? .zero
}

extension WorkflowError {
  static let arithmetic = WorkflowError(
    "arithmetic", .badInput, "The clips' frame rates can't be brought together exactly.",
    hint: "Transcode the seed to a usual rate first: rwmedia transcode SEED --fps 24 -o seed.mp4")
}
