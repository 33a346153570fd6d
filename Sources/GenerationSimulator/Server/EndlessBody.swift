import FlyingSocks
import Foundation

/// A body of blanks that never ends.
struct EndlessBody: AsyncBufferedSequence {
  typealias Element = UInt8

  static let piece = 64 * 1024

  func makeAsyncIterator() -> Iterator { Iterator() }

  struct Iterator: AsyncBufferedIteratorProtocol {
    mutating func next() async throws -> UInt8? { 0x20 }

    mutating func nextBuffer(suggested count: Int) async throws -> Data? {
      try Task.checkCancellation()
      return Data(repeating: 0x20, count: EndlessBody.piece)
    }
  }
}
