/// Which packets of matching clips are copied and which frames are encoded again: pure.
///
/// The frame that two clips share is taken from the earlier one's tail, where it costs least: nothing where its last frame
/// to be shown is also the last to be decoded, else the few frames after the last place where the stream can be cut.
struct CopyPlan: Hashable, Sendable {
  /// One clip's share.
  struct Part: Hashable, Sendable {
    /// The clip's number.
    var clip: Int
    /// The output frame that shows its first one.
    var base: Int
    /// How many of its frames are shown.
    var kept: Int
    /// How many of them are copied; the rest is encoded again.
    var copied: Int

    /// The clip's frames that are encoded again.
    var encoded: Range<Int> { copied..<kept }
  }

  /// The clips' shares in order.
  let parts: [Part]
  /// How many frames decoding runs ahead of showing, in any clip.
  let delay: Int

  /// Plans a join of clips of one rate.
  ///
  /// - Parameter dropped: Frames that neighbouring clips share: 1 or 0.
  /// - Parameter total: Output frames.
  init(_ clips: [PresentedOrder], dropped: Int, total: Int) {
    var parts: [Part] = []
    var base = 0
    for (index, clip) in clips.enumerated() where base < total {
      let frames = clip.places.count
      let isLast = index == clips.count - 1 || base + frames >= total
      let kept = isLast ? min(frames, total - base) : frames - dropped
      parts.append(Part(clip: index, base: base, kept: kept, copied: clip.cut(atMost: kept)))
      if isLast { break }
      base += kept
    }
    self.parts = parts
    delay = clips.map(\.delay).max() ?? 0
  }

  /// Whether anything is encoded.
  var encodes: Bool { parts.contains { !$0.encoded.isEmpty } }
}
