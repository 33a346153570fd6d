package import MediaBasics

extension VideoInfo {
  /// Places on the grid of the video's rate, from its beginning to its end: as many as frames, and more where some have no
  /// frame of their own.
  package var places: Int {
    constantRate ? frames : Int(exactly: (seconds * fps.doubleValue).rounded()) ?? frames
  }

  /// Whether the rate varies without a grid that the frames lie on.
  package var hasAverageRate: Bool { !constantRate && places == frames }
}
