import Foundation
import MediaBasics
import Synchronization

/// A place among a video's frames that is advanced from whichever thread asks, by one at a time.
final class FrameCursor: Sendable {
  private let file: URL
  private let image: FrameImage
  private let state = Mutex(State())

  /// The place before the first frame; the file is opened when that is asked for.
  init(_ file: URL, as image: FrameImage) {
    self.file = file
    self.image = image
  }

  /// Goes on to the next frame; nil after the last one.
  func next(_ cancellation: Cancellation) throws -> FramePicture? {
    try state.withLock { state in
      try cancellation.check()
      return try state.next(file, image)
    }
  }
}

private struct State: ~Copyable {
  private var reader: FrameReader?
  private var count = 0
  private var start: Int64?
  private var isOver = false

  mutating func next(_ file: URL, _ image: FrameImage) throws -> FramePicture? {
    if isOver { return nil }
    if reader == nil {
      try image.check()
      reader = try FrameReader(opening: file, cancellation: Cancellation())
    }
    let frame = try Frame()
    guard try reader?.next(into: frame) == true, let stream = reader?.stream else {
      isOver = true
      reader = nil
      if count == 0 { throw MediaError.noFrames(file.relativePath, stopped: nil) }
      return nil
    }
    if count == 0 { start = frame.presentationTime }
    let seconds = start.flatMap { start in
      frame.presentationTime.map { Double($0 - start) * stream.timeBase.doubleValue }
    }
    let (data, size) = try image.encode(frame, of: stream, file: file.relativePath)
    defer { count += 1 }
    return FramePicture(
      index: count, seconds: seconds ?? 0, size: size, data: data, isInterlaced: frame.isInterlaced,
      isDamaged: frame.isDamaged)
  }
}
