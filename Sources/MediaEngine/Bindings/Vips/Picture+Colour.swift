import CVips
import Foundation

extension Picture {
  /// Bands that carry colour: all but alpha.
  var colorBands: Int { hasAlpha ? bands - 1 : bands }

  /// Without bands beyond one alpha, which some TIFFs have.
  func withoutExtraBands() throws(VipsFailure) -> Picture {
    let wanted =
      switch interpretation {
      case VIPS_INTERPRETATION_CMYK: 5
      case VIPS_INTERPRETATION_B_W, VIPS_INTERPRETATION_GREY16: 2
      default: 4
      }
    return bands > wanted ? try applying { rw_vips_extract_bands($0, $1, 0, Int32(wanted)) } : self
  }

  /// Plain samples of a picture that packs a pixel into bits of its own, as an 8-bit Lab TIFF is loaded.
  func unpacked() throws(VipsFailure) -> Picture {
    guard withImage({ rw_vips_image_get_coding($0) }) == VIPS_CODING_LABQ else { return self }
    return try applying { rw_vips_labq_to_lab($0, $1) }
  }

  /// 8-bit sRGB from samples whose meaning the picture itself tells (grey, RGB, 16 bit, Lab, linear light).
  func toSRGB() throws(VipsFailure) -> Picture {
    try applying { rw_vips_colourspace($0, $1, VIPS_INTERPRETATION_sRGB) }
  }

  /// 8-bit sRGB through the embedded ICC profile, or one that libvips brings where there is none that it can use.
  func toSRGB(withFallback profile: String, intent: VipsIntent) throws(VipsFailure) -> Picture {
    try applying { rw_vips_icc_to_srgb($0, $1, profile, intent) }
  }

  /// Laid on one colour where it is transparent; without alpha afterwards.
  func flattened(on color: SRGBColor) throws(VipsFailure) -> Picture {
    guard hasAlpha else { return self }
    return try applying { rw_vips_flatten($0, $1, Double(color.red), Double(color.green), Double(color.blue)) }
  }

  func blurred(sigma: Double) throws(VipsFailure) -> Picture {
    try applying { rw_vips_gaussblur($0, $1, sigma) }
  }

  /// Every sample times a factor below 1.
  func darkened(to factor: Double) throws(VipsFailure) -> Picture {
    try applying { rw_vips_scale_values($0, $1, factor) }
  }
}
