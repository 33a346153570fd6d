import Testing

@testable import MediaEngine

@Suite struct OrientationTests {
  /// a, b, c, d of the matrix; quarter turns; mirrored.
  @Test(arguments: [
    ([1, 0, 0, 1], 0, false), ([0, 1, -1, 0], 1, false), ([-1, 0, 0, -1], 2, false), ([0, -1, 1, 0], 3, false),
    ([-1, 0, 0, 1], 0, true), ([1, 0, 0, -1], 2, true), ([0, 1, 1, 0], 3, true), ([0, -1, -1, 0], 1, true),
    ([0, 0, 0, 0], 0, false),
  ])
  func `a display matrix is read as mirroring and quarter turns`(
    _ matrix: [Int32], _ turns: Int, _ mirrored: Bool
  ) {
    let one: Int32 = 1 << 16
    let stored = [matrix[0] * one, matrix[1] * one, 0, matrix[2] * one, matrix[3] * one, 0, 0, 0, 1 << 30]
    let orientation = stored.withUnsafeBufferPointer { $0.baseAddress.map(Orientation.init(displayMatrix:)) }
    #expect(orientation == Orientation(quarterTurns: turns, mirrored: mirrored))
  }

  @Test func `a quarter turn exchanges width and height, an upright picture needs no filter`() {
    #expect(Orientation(quarterTurns: 3, mirrored: false).isTransposed)
    #expect(!Orientation(quarterTurns: 2, mirrored: true).isTransposed)
    #expect(Orientation.upright.filter == nil)
    #expect(Orientation(quarterTurns: 1, mirrored: true).filter == "hflip,transpose=clock")
  }
}
