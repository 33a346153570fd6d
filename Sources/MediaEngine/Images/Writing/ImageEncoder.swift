import Foundation

/// Encodes a finished picture, within a number of bytes where one is given.
struct ImageEncoder {
  let format: ImageFormat
  let quality: Int
  let maxBytes: Int?
  /// How messages call the picture.
  let name: String
  let cancellation: Cancellation

  private static let leastQuality = 30

  /// The encoded picture; a warning tells where quality had to go down.
  func encoded(_ picture: Picture, _ warnings: inout [String]) throws -> Data {
    let data = try picture.encoded(as: format, quality: quality, cancellation)
    guard let maxBytes, data.count > maxBytes else { return data }
    guard format != .png, quality > Self.leastQuality,
      let (best, smaller) = try bestFit(picture, below: quality, maxBytes)
    else {
      throw MediaError.imageTooBig(
        name, bytes: try smallest(picture).count, quality: min(Self.leastQuality, quality), limit: maxBytes,
        format: format)
    }
    warnings.append(
      "Quality went down from \(quality) to \(best): \(data.count) bytes are more than the \(maxBytes) allowed.")
    return smaller
  }

  private func smallest(_ picture: Picture) throws -> Data {
    try picture.encoded(as: format, quality: min(Self.leastQuality, quality), cancellation)
  }

  /// The highest quality whose bytes fit, by halving the range: at most seven encodings.
  private func bestFit(_ picture: Picture, below quality: Int, _ maxBytes: Int) throws -> (Int, Data)? {
    var best: (Int, Data)?
    var (low, high) = (Self.leastQuality, quality - 1)
    while low <= high {
      let middle = (low + high + 1) / 2
      let data = try picture.encoded(as: format, quality: middle, cancellation)
      if data.count <= maxBytes {
        best = (middle, data)
        low = middle + 1
      } else {
        high = middle - 1
      }
    }
    return best
  }
}
