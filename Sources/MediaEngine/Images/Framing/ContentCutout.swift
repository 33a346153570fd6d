import Foundation
import MediaBasics

/// The inverse of a fit: the content of a picture that was made from a prepared one.
struct ContentCutout {
  let contentRect: PixelRect
  let prepared: PixelSize
  let size: PixelSize?
  let cancellation: Cancellation

  func run(_ input: ImageInput, as format: ImageFormat, quality: Int) throws -> (Data, PixelSize) {
    try ImagePipeline.run(on: input) { isAlone in
      let header = try input.header(within: ImageLimits())
      guard let found = header.facts.size else { throw MediaError.imageUnknown(input.name) }
      let rect = contentRect.scaled(from: prepared, to: found)
      let target = size ?? PixelSize(width: rect.width, height: rect.height) ?? found
      try ImagePreparation(size: target, format: format, quality: quality).check()
      var warnings: [String] = []
      let decoder = ImageDecoder(
        input: input, header: header, lenient: false, isAlone: isAlone, cancellation: cancellation)
      let data = try decoder.decode(to: found, &warnings) { picture, _ in
        try picture.flattened(on: .white).cropped(to: rect).resized(to: target)
          .encoded(as: format, quality: quality, cancellation)
      }
      return (data, target)
    }
  }
}
