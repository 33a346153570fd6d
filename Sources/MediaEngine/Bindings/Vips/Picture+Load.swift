import CVips
import Foundation

extension Picture {
  /// How much damage a decoder may overlook.
  enum Strictness {
    /// Refuses a file at the decoder's first complaint.
    case everything
    /// Refuses what is cut off or can't be decoded; overlooks what a decoder merely warns of.
    case errors
    /// Takes what decodes.
    case nothing

    var failOn: VipsFailOn {
      switch self {
      case .everything: VIPS_FAIL_ON_WARNING
      case .errors: VIPS_FAIL_ON_ERROR
      case .nothing: VIPS_FAIL_ON_NONE
      }
    }
  }

  /// Opens a picture: its header is read now, its pixels when they are asked for.
  ///
  /// `scale` is what the decoder may do on its own: 1/2, 1/4 or 1/8 for JPEG, any for WEBP, SVG and PDF.
  static func open(
    _ input: VipsInput, as kind: ImageKind, scale: Double, strictness: Strictness
  ) throws(VipsFailure) -> Picture {
    let failOn = strictness.failOn
    return try input.load { source, result in
      switch kind {
      case .jpeg: rw_vips_jpegload(source, result, Int32((1 / scale).rounded()), failOn)
      case .png: rw_vips_pngload(source, result, failOn)
      case .webp: rw_vips_webpload(source, result, scale, failOn)
      case .tiff: rw_vips_tiffload(source, result, failOn)
      case .gif: rw_vips_gifload(source, result, failOn)
      case .heic, .avif: rw_vips_heifload(source, result, failOn)
      case .svg: rw_vips_svgload(source, result, scale)
      case .pdf: rw_vips_pdfload(source, result, scale)
      }
    }
  }
}
