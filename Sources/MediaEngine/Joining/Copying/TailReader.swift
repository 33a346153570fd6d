import Foundation
import MediaBasics

/// Decodes frames of a clip one after the other, from the keyframe before the first of them.
struct TailReader: ~Copyable {
  private var reader: FrameReader
  private let source: CopySource
  private let shown: [Int64]
  private let wanted: Set<Int64>
  private let cancellation: Cancellation
  private var isFromStart = false

  /// Frames that the clip has.
  var count: Int { shown.count }

  init(_ source: CopySource, from first: Int, cancellation: Cancellation) throws {
    let shown = source.times.sorted()
    let wanted = Set(shown[first...])
    var reader = try FrameReader(opening: source.file, cancellation: cancellation)
    // In an open group, pictures are decoded after a keyframe and shown before it: they need the keyframe before that one.
    let key = source.keys.filter { $0 <= shown[first] }.max() ?? shown[0]
    if try !reader.seek(atOrBefore: key) {
      reader = try FrameReader(opening: source.file, cancellation: cancellation)
      isFromStart = true
    }
    reader.wanted = wanted
    self.reader = reader
    self.source = source
    self.shown = shown
    self.wanted = wanted
    self.cancellation = cancellation
  }

  /// Reads a frame by its number; numbers rise from call to call.
  mutating func read(_ index: Int, into frame: borrowing Frame) throws {
    if try !find(shown[index], into: frame), try isFromStart || !findFromStart(shown[index], into: frame) {
      throw MediaError.frameLost(source.file.relativePath, index: index, frames: shown.count)
    }
  }

  private mutating func find(_ wanted: Int64, into frame: borrowing Frame) throws -> Bool {
    while try reader.next(into: frame) {
      guard let time = frame.presentationTime, time >= wanted else { continue }
      return time == wanted && (isFromStart || !frame.isDamaged)
    }
    return false
  }

  /// Where the seek came down too late, or the decoder swallowed a frame at the end that it held for unsure.
  private mutating func findFromStart(_ wanted: Int64, into frame: borrowing Frame) throws -> Bool {
    reader = try FrameReader(opening: source.file, cancellation: cancellation)
    reader.wanted = self.wanted
    isFromStart = true
    return try find(wanted, into: frame)
  }
}
