import Foundation

/// Whether a file goes on to its own end, as far as its structure tells: decoders stop at the last pixel that they
/// need, and don't see that a colour profile, a page or the end mark behind it is cut off.
enum FileCompleteness {
  /// Whether a kind is looked at; the decoders of the others tell on their own.
  static func tells(_ kind: ImageKind) -> Bool { [.png, .gif, .tiff].contains(kind) }

  /// `false` where the file is surely cut off.
  static func isComplete(_ file: Data, _ kind: ImageKind) -> Bool {
    switch kind {
    case .png: hasPNGEnd(file)
    case .gif: hasWholeGIFBlocks(file)
    case .tiff: TIFFStructure(file)?.isComplete ?? true
    case .jpeg, .webp, .heic, .avif, .svg, .pdf: true
    }
  }

  /// The IEND chunk (PNG specification, 5.6), before which other bytes than the pixels' may have come.
  private static func hasPNGEnd(_ file: Data) -> Bool {
    file.suffix(65_536).range(of: Data("IEND".utf8)) != nil
  }

  /// Walks over the blocks (GIF89a, appendix A). A file that ends between two of them only lacks the end mark.
  private static func hasWholeGIFBlocks(_ file: Data) -> Bool {
    let start = file.startIndex
    guard file.count > 13 else { return false }
    func byte(_ offset: Int) -> Int? { offset < file.count ? Int(file[start + offset]) : nil }
    func tableLength(_ flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1) }
    var offset = 13 + tableLength(Int(file[start + 10]))
    while let introducer = byte(offset) {
      switch introducer {
      case 0x21: offset += 2
      case 0x2C:
        guard let flags = byte(offset + 9) else { return false }
        offset += 11 + tableLength(flags)
      // The end mark, or bytes behind the last block that mean nothing.
      default: return true
      }
      while true {
        guard let length = byte(offset) else { return false }
        offset += length + 1
        if length == 0 { break }
      }
    }
    return offset == file.count
  }
}
