import Foundation
import MediaBasics

/// A seam between copied clips at which nothing had to be decoded: looked at all the same, one frame of each side.
enum CopiedSeam {
  /// How alike the last frame of one clip and the first of the next are; nil where damage leaves nothing to compare, which
  /// is no reason not to join.
  static func likeness(from earlier: URL, to later: URL, _ cancellation: Cancellation) throws -> Likeness? {
    do {
      // The one is looked for from its file's end while the other is decoded.
      let first = Aside {
        var finder = try FrameFinder(later, threads: 1, cancellation: cancellation)
        try finder.first()
        return Boxed(try finder.frame.reference())
      }
      let ending = Result { try last(of: earlier, cancellation) }
      let beginning = try first.value()
      return try Likeness(ending.get().content, beginning.content)
    } catch is MediaError {
      return nil
    }
  }

  private static func last(of file: URL, _ cancellation: Cancellation) throws -> Boxed<Frame> {
    var finder = try FrameFinder(file, cancellation: cancellation)
    _ = try finder.last()
    return Boxed(try finder.frame.reference())
  }
}
