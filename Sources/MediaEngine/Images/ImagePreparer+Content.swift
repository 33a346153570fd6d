public import Foundation
public import MediaBasics

extension ImagePreparer {
  /// Takes off what a preparation added: cuts the content out of a picture that a service made from a prepared one.
  ///
  /// The picture may have another size than the prepared one: the bars are then elsewhere by the same factor. For
  /// clips the same is done while they are joined.
  ///
  /// - Parameters:
  ///   - contentRect: ``PreparedImage/contentRect`` of the preparation.
  ///   - prepared: The size that was prepared.
  ///   - size: What the content is then brought to, such as the original picture's size; `nil`: as it is cut out.
  /// - Returns: The size that was written.
  /// - Throws: `media.image-content` where the rectangle does not lie inside the prepared size; otherwise as
  ///   ``prepare(_:to:as:overwrite:)``.
  @discardableResult
  public static func extractContent(
    _ contentRect: PixelRect, of prepared: PixelSize, from file: URL, to output: URL, size: PixelSize? = nil,
    format: ImageFormat = .png, quality: Int = 95, overwrite: Bool = false
  ) async throws -> PixelSize {
    try await BlockingWork.run { cancellation in
      guard contentRect.fits(in: prepared) else {
        throw MediaError.imageContentRect(contentRect, in: prepared)
      }
      let cutout = ContentCutout(
        contentRect: contentRect, prepared: prepared, size: size, cancellation: cancellation)
      let input = try ImageInput(file: file, limits: ImageLimits(), allowVector: false)
      return try OutputFile.write(output, overwrite: overwrite) { scratch in
        let (picture, size) = try cutout.run(input, as: format, quality: quality)
        try write(picture, to: scratch, as: output)
        return size
      }
    }
  }
}
