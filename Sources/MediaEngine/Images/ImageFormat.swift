public import Foundation

/// A format that pictures are written in.
public enum ImageFormat: String, CaseIterable, Hashable, Sendable, Codable {
  /// Lossy, 8-bit, opaque.
  case jpeg
  /// Lossless.
  case png
  /// Lossy here; at most 16,383 pixels a side.
  case webp

  /// The format that a file name's extension stands for; `nil` where it stands for none of these.
  public init?(file: URL) {
    switch file.pathExtension.lowercased() {
    case "jpg", "jpeg", "jpe": self = .jpeg
    case "png": self = .png
    case "webp": self = .webp
    default: return nil
    }
  }

  /// The usual extension, without a dot.
  public var fileExtension: String { self == .jpeg ? "jpg" : rawValue }

  /// The longest side that the format can hold.
  var longestSide: Int {
    switch self {
    // The standard has room for 65,535; libjpeg stops here.
    case .jpeg: 65_500
    case .png: 65_535
    case .webp: 16_383
    }
  }
}
