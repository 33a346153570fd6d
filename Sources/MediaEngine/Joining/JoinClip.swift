public import Foundation
public import MediaBasics

/// One clip of a join.
public struct JoinClip: Sendable, Hashable {
  /// The video file.
  public var file: URL
  /// The part of each upright picture that is kept, in pixels as shown: takes off the bars that a fit put there before
  /// generation. Nil for the whole picture.
  public var contentRect: PixelRect?

  /// A clip, whole or cut to a rectangle.
  public init(_ file: URL, contentRect: PixelRect? = nil) {
    self.file = file
    self.contentRect = contentRect
  }
}
