/// A clip's frames, counted: how many a duration has, and where frame images lie among them.
public struct Timeline: Hashable, Sendable {
  /// The most frames that a timeline may have: over 100 hours at 240 frames a second.
  public static let mostFrames = 100_000_000

  /// Frames in the clip, at least 1.
  public let totalFrames: Int

  /// A clip of this many frames.
  ///
  /// - Throws: `timeline.frames` where it's not within 1…``mostFrames``.
  public init(totalFrames: Int) throws(TimelineError) {
    guard (1...Self.mostFrames).contains(totalFrames) else {
      throw TimelineError.frames(given: "\(totalFrames)")
    }
    self.totalFrames = totalFrames
  }

  /// A clip that lasts `duration` seconds at `fps` frames a second: duration × fps frames, halves away from zero.
  ///
  /// - Throws: `timeline.duration` or `timeline.fps` where one isn't above 0; `timeline.frames` where no frame
  ///   or more than ``mostFrames`` come out.
  public init(duration: Rational, fps: Rational) throws(TimelineError) {
    guard duration > .zero else { throw TimelineError.duration(given: duration) }
    guard fps > .zero else { throw TimelineError.fps(given: fps) }
    guard let product = duration.times(fps), let frames = Int(exactly: product.rounded),
      (1...Self.mostFrames).contains(frames)
    else {
      throw TimelineError.frames(given: "\(duration) s × \(fps) fps")
    }
    totalFrames = frames
  }

  /// The default positions of `images` frame images: the first frame; first and last; or evenly spread,
  /// image i at round(i × (total − 1) ÷ (images − 1)).
  ///
  /// - Throws: `timeline.images` where there are more images than frames, or none.
  public func positions(images: Int) throws(TimelineError) -> [Int] {
    guard (1...totalFrames).contains(images) else {
      throw TimelineError.images(given: images, totalFrames: totalFrames)
    }
    guard images > 1 else { return [0] }
    return (0..<images).map { image in
      // Halves away from zero, in whole numbers: exact however long the clip is.
      (2 * image * (totalFrames - 1) + (images - 1)) / (2 * (images - 1))
    }
  }

  /// The frame numbers of asked positions, in the order asked.
  ///
  /// - Throws: `timeline.position` where one lies outside 0…total − 1; `timeline.conflict` where two fall on one frame.
  public func resolve(_ positions: [FramePosition]) throws(TimelineError) -> [Int] {
    var taken: [Int: FramePosition] = [:]
    var resolved: [Int] = []
    for position in positions {
      let index = position.index(total: totalFrames)
      guard (0..<totalFrames).contains(index) else {
        throw TimelineError.position(given: position, totalFrames: totalFrames)
      }
      if let other = taken.updateValue(position, forKey: index) {
        throw TimelineError.conflict(position, other, index: index, totalFrames: totalFrames)
      }
      resolved.append(index)
    }
    return resolved
  }
}
