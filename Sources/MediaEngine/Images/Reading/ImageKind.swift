import Foundation

/// A format that pictures are read from.
enum ImageKind: String, Sendable {
  case jpeg, png, webp, tiff, gif, heic, avif, svg, pdf

  /// Bytes from the start of a file that suffice to tell its kind.
  static let sniffLength = 1024

  /// Tells the kind by the first bytes, never by a name; `nil` for everything else.
  init?(sniffing head: Data) {
    func starts(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
      head.dropFirst(offset).starts(with: bytes)
    }
    if starts([0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if starts([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if starts(Array("RIFF".utf8)), starts(Array("WEBP".utf8), at: 8) {
      self = .webp
    } else if starts(Array("GIF8".utf8)) {
      self = .gif
    } else if [[0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A], [0x49, 0x49, 0x2B, 0], [0x4D, 0x4D, 0, 0x2B]]
      .contains(where: { starts($0) })
    {
      self = .tiff
    } else if starts(Array("ftyp".utf8), at: 4) {
      self.init(brands: head)
    } else if starts(Array("%PDF-".utf8)) {
      self = .pdf
    } else if Self.looksLikeSVG(head) {
      self = .svg
    } else {
      return nil
    }
  }

  /// Reads the major and the compatible brands of an ISO base media file's `ftyp` box (ISO/IEC 14496-12, 4.3).
  private init?(brands head: Data) {
    let bytes = [UInt8](head)
    guard bytes.count >= 16 else { return nil }
    let length = bytes[0..<4].reduce(0) { $0 << 8 | Int($1) }
    let end = min(max(length, 16), bytes.count)
    let brands = ([8] + Array(stride(from: 16, to: end - 3, by: 4))).map {
      String(decoding: bytes[$0..<$0 + 4], as: UTF8.self)
    }
    if brands.contains("avif") || brands.contains("avis") {
      self = .avif
    } else if brands.contains(where: {
      ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"].contains($0)
    }) {
      self = .heic
    } else {
      return nil
    }
  }

  private static func looksLikeSVG(_ head: Data) -> Bool {
    // A gzip stream is no picture of any other kind that is known here: a compressed SVG.
    if head.starts(with: [0x1F, 0x8B]) { return true }
    let text = String(decoding: head, as: UTF8.self)
    return text.drop(while: { $0.isWhitespace || $0 == "\u{FEFF}" }).first == "<" && text.contains("<svg")
  }

  /// SVG and PDF: programs rather than pixels, which can refer to other files.
  var isVector: Bool { self == .svg || self == .pdf }

  /// The decoder holds the whole picture in memory, whatever is asked of it.
  var decodesWhole: Bool { [.webp, .gif, .heic, .avif].contains(self) }

  /// libvips' operation that reads it; which ones there are depends on how libvips was built.
  var loader: String {
    switch self {
    case .jpeg: "jpegload_source"
    case .png: "pngload_source"
    case .webp: "webpload_source"
    case .tiff: "tiffload_source"
    case .gif: "gifload_source"
    case .heic, .avif: "heifload_source"
    case .svg: "svgload_source"
    case .pdf: "pdfload_source"
    }
  }

  /// The module of libvips that brings the loader, where one may.
  var module: String? {
    switch self {
    case .heic, .avif: "vips-heif"
    case .pdf: "vips-poppler"
    case .jpeg, .png, .webp, .tiff, .gif, .svg: nil
    }
  }
}
