import CFFmpeg

extension Frame {
  /// The first plane's samples, line after line, of a picture of 8 bits.
  borrowing func firstPlane() -> [UInt8] {
    var samples: [UInt8] = []
    samples.reserveCapacity(width * height)
    forEachLine { _, line in samples += line }
    return samples
  }

  /// The first plane's highest sample, and its mean distance to `other`; nil where that is of another size.
  borrowing func measured(against other: [UInt8]) -> (brightest: Int, distance: Double?) {
    let isComparable = other.count == width * height
    var brightest: UInt8 = 0
    var sum = 0
    forEachLine { row, line in
      for sample in line { brightest = max(brightest, sample) }
      guard isComparable else { return }
      let start = row * line.count
      sum += other[start..<start + line.count].withUnsafeBufferPointer { other in
        var sum: UInt32 = 0
        for column in 0..<line.count { sum &+= UInt32(abs(Int16(line[column]) &- Int16(other[column]))) }
        return Int(sum)
      }
    }
    return (Int(brightest), isComparable ? Double(sum) / Double(other.count) : nil)
  }

  private borrowing func forEachLine(_ body: (_ row: Int, _ line: UnsafeBufferPointer<UInt8>) -> Void) {
    withPointer { frame in
      guard let samples = frame.pointee.data.0 else { return }
      for row in 0..<Int(frame.pointee.height) {
        let start = samples + row * Int(frame.pointee.linesize.0)
        body(row, UnsafeBufferPointer(start: start, count: Int(frame.pointee.width)))
      }
    }
  }
}
