import Foundation
import MediaBasics

/// How decoded frames become image files.
struct FrameImage: Hashable, Sendable {
  let format: ImageFormat
  /// 1…100, for the formats that lose something.
  let quality: Int
  /// The most pixels a side, of a preview; nothing is enlarged.
  var longestSide = Int.max

  /// Refuses what can't be carried out whatever the video is.
  ///
  /// - Throws: `media.image-quality`, `media.image-side`.
  func check() throws(MediaError) {
    guard (1...100).contains(quality) else { throw .imageQuality(given: quality) }
    guard longestSide >= 1 else { throw .imageSide(given: longestSide) }
  }

  /// Converts a frame to an upright picture in square pixels, and encodes it.
  ///
  /// - Throws: `media.hdr`, `media.color-matrix`, `media.picture-size`, `media.image-encoder`.
  func encode(
    _ frame: borrowing Frame, of stream: MediaStream, file: String
  ) throws -> (data: Data, size: PixelSize) {
    let conversion = try PictureConversion(
      of: frame, stream: stream, file: file, output: format.pictureFormat, longestSide: longestSide)
    let picture = try conversion.picture(of: frame)
    picture.forgetTransfer()
    let data = try StillEncoder(
      format, quality: quality, isPreview: longestSide < .max, like: picture
    ).encode(picture)
    return (data, conversion.size)
  }
}
