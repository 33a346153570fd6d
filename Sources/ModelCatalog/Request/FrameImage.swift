public import MediaBasics

/// An input image pinned to a frame of the clip.
public struct FrameImage: Hashable, Sendable, Codable {
  /// The image.
  public var media: MediaReference
  /// The frame; `nil` leaves it to the rule of the timeline: one image is the first frame, two are first and last,
  /// more are spread evenly. Either all images of a request name a position or none does.
  public var position: FramePosition?

  /// An image at a position.
  public init(_ media: MediaReference, at position: FramePosition? = nil) {
    self.media = media
    self.position = position
  }
}
