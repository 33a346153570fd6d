import FlyingFox
import FlyingSocks
import Foundation

/// A part of a file that breaks off: after `sent` bytes reading fails, which closes the connection.
struct CutShortFile: AsyncBufferedSequence {
  typealias Element = UInt8

  let file: URL
  let range: Range<Int>
  /// How many bytes of the range are sent.
  let sent: Int

  func makeAsyncIterator() -> Iterator {
    Iterator(file: file, offset: range.lowerBound, end: range.lowerBound + Swift.min(sent, range.count))
  }

  struct Iterator: AsyncBufferedIteratorProtocol {
    let file: URL
    var offset: Int
    let end: Int

    mutating func next() async throws -> UInt8? { try await nextBuffer(suggested: 1)?.first }

    mutating func nextBuffer(suggested count: Int) async throws -> Data? {
      guard offset < end else { throw CancellationError() }
      let handle = try FileHandle(forReadingFrom: file)
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
