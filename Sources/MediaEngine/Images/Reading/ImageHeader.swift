import Foundation
import MediaBasics

/// What is known of a picture before a pixel is decoded.
struct ImageHeader {
  let kind: ImageKind
  /// Pixels as they are stored, before the EXIF orientation is applied.
  let storedWidth: Int
  let storedHeight: Int
  let orientation: Int
  /// Frames or pages. libvips sees only the first of an animated PNG, and so does the decoder: more cost nothing.
  var pages: Int
  let hasAlpha: Bool
  let hasProfile: Bool
  private let bytesPerPixel: Int
  private let decodesWhole: Bool

  init(of picture: Picture, kind: ImageKind) {
    self.kind = kind
    storedWidth = picture.width
    storedHeight = picture.height
    orientation = picture.orientation
    pages = picture.pages
    hasAlpha = picture.hasAlpha
    hasProfile = picture.profile != nil
    decodesWhole = kind.decodesWhole || picture.isInterlaced
    // Progressive JPEG keeps 16-bit coefficients; the others hold the decoder's picture and libvips' copy of it.
    bytesPerPixel = picture.bytesPerSample * picture.bands * (picture.isInterlaced && kind != .jpeg ? 1 : 2)
  }

  /// Whether the orientation exchanges width and height.
  var isTurned: Bool { orientation >= 5 }

  var facts: ImageFacts {
    ImageFacts(
      format: kind.rawValue, width: isTurned ? storedHeight : storedWidth,
      height: isTurned ? storedWidth : storedHeight, orientation: orientation, frames: pages, hasAlpha: hasAlpha,
      hasProfile: hasProfile)
  }

  func check(_ limits: ImageLimits, name: String) throws(MediaError) {
    let (width, height) = (storedWidth, storedHeight)
    guard PixelSize(width: width, height: height) != nil, width * height <= limits.pixels else {
      throw MediaError.imagePixels(name, width: width, height: height, limit: limits.pixels)
    }
    guard pages <= limits.frames else {
      throw MediaError.imageFrames(name, given: pages, limit: limits.frames)
    }
    let needed = Int64(width * height) * Int64(bytesPerPixel)
    if decodesWhole, needed > limits.decoderBytes {
      throw MediaError.imageDecoderBytes(name, needed: needed, limit: limits.decoderBytes)
    }
  }
}
