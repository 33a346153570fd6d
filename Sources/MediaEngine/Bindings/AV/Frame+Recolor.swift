import CFFmpeg

extension Frame {
  /// The mean colours of a grid of cells over the picture, row by row: small enough to tell its colours apart, large enough
  /// that coding noise and small shifts cancel out. Only for the output's own pixel format.
  borrowing func colorCells() throws -> [YCbCr] {
    let (columns, rows) = (min(48, width / 2), min(27, height / 2))
    return try withPlanes { planes in
      var cells: [YCbCr] = []
      cells.reserveCapacity(columns * rows)
      for row in 0..<rows {
        for column in 0..<columns {
          cells.append(
            planes.mean(
              across: column * planes.width / columns..<(column + 1) * planes.width / columns,
              down: row * planes.height / rows..<(row + 1) * planes.height / rows))
        }
      }
      return cells
    }
  }

  /// Changes the colours of all pixels. Only for the output's own pixel format.
  borrowing func recolor(_ transform: ColorTransform) throws {
    // A decoder may still refer to the same pixels.
    try AVResult.check(withPointer { av_frame_make_writable($0) }) { .internalFault("Copying a frame", $0) }
    let factors = FixedColorTransform(transform)
    try withPlanes { $0.recolor(factors) }
  }

  private borrowing func withPlanes<Result>(_ body: (Planes) throws -> Result) throws -> Result {
    try withPointer { frame in
      guard pixelFormat.isOutputFormat, let luma = frame.pointee.data.0, let blue = frame.pointee.data.1,
        let red = frame.pointee.data.2
      else { throw MediaError.internalFault("Looking at a frame's colours", AVFailure(rw_averror(EINVAL))) }
      let strides = frame.pointee.linesize
      return try body(
        Planes(
          width: width / 2, height: height / 2, luma: luma, blue: blue, red: red, lumaStride: Int(strides.0),
          blueStride: Int(strides.1), redStride: Int(strides.2)))
    }
  }
}

/// A picture of 8-bit 4:2:0 by its samples of chroma, each with the four of luma around it.
private struct Planes {
  let width: Int
  let height: Int
  let luma: UnsafeMutablePointer<UInt8>
  let blue: UnsafeMutablePointer<UInt8>
  let red: UnsafeMutablePointer<UInt8>
  let lumaStride: Int
  let blueStride: Int
  let redStride: Int

  func mean(across columns: Range<Int>, down rows: Range<Int>) -> YCbCr {
    var (luminance, blueness, redness) = (0, 0, 0)
    for row in rows {
      let (upper, lower) = (luma + 2 * row * lumaStride, luma + (2 * row + 1) * lumaStride)
      let (blues, reds) = (blue + row * blueStride, red + row * redStride)
      for column in columns {
        let place = 2 * column
        luminance += Int(upper[place]) + Int(upper[place + 1]) + Int(lower[place]) + Int(lower[place + 1])
        blueness += Int(blues[column])
        redness += Int(reds[column])
      }
    }
    let count = Double(max(1, columns.count * rows.count))
    return YCbCr(Double(luminance) / 4, Double(blueness), Double(redness)) / count - YCbCr(16, 128, 128)
  }

  func recolor(_ factors: FixedColorTransform) {
    let (lumaOnes, blueOnes, redOnes) = (factors.rows[0], factors.rows[1], factors.rows[2])
    for row in 0..<height {
      let (upper, lower) = (luma + 2 * row * lumaStride, luma + (2 * row + 1) * lumaStride)
      let (blues, reds) = (blue + row * blueStride, red + row * redStride)
      for column in 0..<width {
        let place = 2 * column
        let (cb, cr) = (Int32(blues[column]) &- 128, Int32(reds[column]) &- 128)
        let ones = (
          Int32(upper[place]) &- 16, Int32(upper[place + 1]) &- 16, Int32(lower[place]) &- 16,
          Int32(lower[place + 1]) &- 16
        )
        let shared = lumaOnes.blue &* cb &+ lumaOnes.red &* cr &+ lumaOnes.offset
        upper[place] = Self.sample(lumaOnes.luma &* ones.0 &+ shared)
        upper[place + 1] = Self.sample(lumaOnes.luma &* ones.1 &+ shared)
        lower[place] = Self.sample(lumaOnes.luma &* ones.2 &+ shared)
        lower[place + 1] = Self.sample(lumaOnes.luma &* ones.3 &+ shared)
        let around = ones.0 &+ ones.1 &+ ones.2 &+ ones.3
        blues[column] = Self.sample(
          (blueOnes.luma &* around) >> 2 &+ blueOnes.blue &* cb &+ blueOnes.red &* cr &+ blueOnes.offset)
        reds[column] = Self.sample(
          (redOnes.luma &* around) >> 2 &+ redOnes.blue &* cb &+ redOnes.red &* cr &+ redOnes.offset)
      }
    }
  }

  @inline(__always)
  private static func sample(_ value: Int32) -> UInt8 {
    UInt8(truncatingIfNeeded: max(0, min(255, value >> Int32(FixedColorTransform.bits))))
  }
}

/// A colour transform in whole numbers of 1 ÷ 2¹⁴, black, neutral and half a level for rounding within its offsets.
private struct FixedColorTransform {
  struct Row {
    let luma: Int32
    let blue: Int32
    let red: Int32
    let offset: Int32
  }

  static let bits = 14
  let rows: [Row]

  init(_ transform: ColorTransform) {
    // Far more than a correction holds, and still far from overflowing.
    func fixed(_ value: Double) -> Int32 { Int32((max(-512, min(512, value)) * Double(1 << Self.bits)).rounded()) }
    func factor(_ value: Double) -> Int32 { fixed(max(-8, min(8, value))) }
    rows = zip(transform.rows, [16.5, 128.5, 128.5]).enumerated().map { index, row in
      Row(
        luma: factor(row.0.x), blue: factor(row.0.y), red: factor(row.0.z),
        offset: fixed(transform.offset[index] + row.1))
    }
  }
}
