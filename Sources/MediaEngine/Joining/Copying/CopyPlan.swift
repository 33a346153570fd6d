/// Which packets of matching clips are copied and which frames are encoded again: pure.
///
/// The frame that two clips share is taken from the earlier one's tail, where it costs least: nothing where its last frame
/// to be shown is also the last to be decoded, else the few frames after the last place where the stream can be cut. At a
/// crossfade the later clip is encoded up to the first picture that stands alone.
struct CopyPlan: Hashable, Sendable {
  /// One clip's share, and the seam that follows it.
  struct Part: Hashable, Sendable {
    /// The clip's number.
    var clip: Int
    /// The output frame that shows its first one, or would.
    var base: Int
    /// Its frames whose packets are copied.
    var copied: Range<Int>
    /// Its frames after them that are encoded again.
    var tail: Range<Int>
    /// Its frames after those that are blended with the next clip's first ones.
    var blended = 0
    /// The next clip's frames after those that are encoded again.
    var head = 0..<0

    /// How many frames are encoded after the copied ones.
    var encoded: Int { tail.count + blended + head.count }
  }

  /// The clips' shares in order.
  let parts: [Part]
  /// How many frames decoding runs ahead of showing, in any clip.
  let delay: Int

  /// Plans a join of clips of one rate.
  ///
  /// - Parameters:
  ///   - dropped: Frames that neighbouring clips share and only one of them shows: 1 or 0.
  ///   - overlap: Frames that neighbouring clips share in a crossfade.
  ///   - total: Output frames.
  init(_ clips: [PresentedOrder], dropped: Int, overlap: Int = 0, total: Int) {
    var parts: [Part] = []
    var base = 0
    for (index, clip) in clips.enumerated() where base + (index == 0 ? 0 : overlap) < total {
      let frames = clip.places.count
      let isLast = index == clips.count - 1
      let ownEnd = isLast || overlap == 0 && base + frames >= total ? frames : frames - dropped - overlap
      let end = min(ownEnd, total - base)
      let start = index == 0 || overlap == 0 ? 0 : min(clip.restart(from: overlap) ?? end, end)
      if overlap > 0, index > 0 { parts[parts.count - 1].head = overlap..<start }
      let cut = max(clip.cut(atMost: end), start)
      parts.append(
        Part(
          clip: index, base: base, copied: start..<cut, tail: cut..<end,
          blended: isLast ? 0 : min(overlap, total - base - end)))
      if base + frames >= total { break }
      base += frames - dropped - overlap
    }
    self.parts = parts
    delay = clips.map(\.delay).max() ?? 0
  }

  /// Whether anything is encoded.
  var encodes: Bool { parts.contains { $0.encoded > 0 } }

  /// How many frames are copied.
  var copied: Int { parts.reduce(0) { $0 + $1.copied.count } }
}
