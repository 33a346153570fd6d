public import Foundation

/// All frames of a video in presented order, as image files in memory, one at a time.
///
/// The next frame is decoded when it's asked for: memory stays flat however long the video is. Ending the loop early,
/// or cancelling its task, ends the decoding.
public struct VideoFrames: AsyncSequence, Sendable {
  /// What a loop over the frames sees.
  public typealias Element = FramePicture

  private let file: URL
  private let image: FrameImage

  /// The frames of a file, which is opened at the first frame.
  ///
  /// - Parameter quality: 1…100, for the formats that lose something; the first frame throws for another.
  public init(of file: URL, format: ImageFormat, quality: Int = 100) {
    self.file = file
    image = FrameImage(format: format, quality: quality)
  }

  /// Begins at the first frame.
  public func makeAsyncIterator() -> Iterator {
    Iterator(cursor: FrameCursor(file, as: image))
  }

  /// A place among the frames.
  public struct Iterator: AsyncIteratorProtocol {
    let cursor: FrameCursor

    /// The next frame; nil after the last one.
    ///
    /// - Throws: `media.image-quality`; what ``FrameExtractor`` throws for a file that isn't sound; `CancellationError`.
    public mutating func next() async throws -> FramePicture? {
      let cursor = cursor
      return try await BlockingWork.run { try cursor.next($0) }
    }
  }
}
