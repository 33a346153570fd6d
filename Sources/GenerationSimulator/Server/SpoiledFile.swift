import FlyingFox
import FlyingSocks
import Foundation

/// A part of a file that comes as a fault has it: broken off, which closes the connection, or slowly.
struct SpoiledFile: AsyncBufferedSequence {
  typealias Element = UInt8

  let file: URL
  let range: Range<Int>
  /// How many bytes of the range are sent before reading fails; `nil` sends all of it.
  var sent: Int?
  /// How many bytes are sent each second; `nil` sets no pace.
  var bytesPerSecond: Double?

  func makeAsyncIterator() -> Iterator {
    Iterator(file: self, offset: range.lowerBound, end: range.lowerBound + Swift.min(sent ?? .max, range.count))
  }

  struct Iterator: AsyncBufferedIteratorProtocol {
    let file: SpoiledFile
    var offset: Int
    let end: Int

    mutating func next() async throws -> UInt8? { try await nextBuffer(suggested: 1)?.first }

    mutating func nextBuffer(suggested count: Int) async throws -> Data? {
      guard offset < end else {
        guard file.sent == nil else { throw CancellationError() }
        return nil
      }
      var count = count
      if let pace = file.bytesPerSecond {
        // Ten pieces a second, however slow.
        count = Swift.max(1, Int(pace / 10))
        try await Task.sleep(for: .milliseconds(100))
      }
      let handle = try FileHandle(forReadingFrom: file.file)
      defer { try? handle.close() }
      try handle.seek(toOffset: UInt64(offset))
      guard let data = try handle.read(upToCount: Swift.min(count, end - offset)), !data.isEmpty else {
        throw CancellationError()
      }
      offset += data.count
      return data
    }
  }
}
