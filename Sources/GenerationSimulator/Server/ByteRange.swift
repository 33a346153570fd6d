/// What a `Range` header asks for (RFC 9110, section 14), one range of bytes.
enum ByteRange: Equatable {
  /// All of the file: no range, one in other units, or several.
  case whole
  /// These bytes.
  case part(Range<Int>)
  /// A range that begins after the file's end.
  case unsatisfiable

  /// Reads the header against a file of `size` bytes.
  init(header: String?, size: Int) {
    guard let header, header.hasPrefix("bytes=") else {
      self = .whole
      return
    }
    let ends = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else {
      self = .whole
      return
    }
    switch (Int(ends[0]), Int(ends[1])) {
    case (nil, let last?) where ends[0].isEmpty:
      self = last > 0 && size > 0 ? .part(max(size - last, 0)..<size) : .unsatisfiable
    case (let first?, nil) where ends[1].isEmpty:
      self = first < size ? .part(first..<size) : .unsatisfiable
    case (let first?, let last?) where first <= last:
      self = first < size ? .part(first..<(min(last, size - 1) + 1)) : .unsatisfiable
    default:
      self = .whole
    }
  }
}
