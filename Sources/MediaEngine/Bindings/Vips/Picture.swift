import CVips
import Foundation
import MediaBasics

/// A libvips image: steps that are carried out when pixels are asked for, or pixels in memory.
///
/// Never changed once made, so a picture may be the input of many others.
final class Picture {
  private let image: UnsafeMutablePointer<VipsImage>

  /// Takes over the caller's reference.
  init(owning image: UnsafeMutablePointer<VipsImage>) {
    self.image = image
  }

  deinit {
    VipsLibrary.assembling { g_object_unref(image) }
  }

  var width: Int { Int(rw_vips_image_get_width(image)) }
  var height: Int { Int(rw_vips_image_get_height(image)) }
  var bands: Int { Int(rw_vips_image_get_bands(image)) }
  var sampleFormat: VipsBandFormat { rw_vips_image_get_format(image) }
  var interpretation: VipsInterpretation { rw_vips_image_get_interpretation(image) }
  var bytesPerSample: Int { Int(rw_vips_format_sizeof(sampleFormat)) }
  var hasAlpha: Bool { rw_vips_image_hasalpha(image) != 0 }
  /// EXIF's number, 1…8.
  var orientation: Int { Int(rw_vips_image_get_orientation(image)) }
  /// Frames or pages in the file, of which this is the first.
  var pages: Int { Int(rw_vips_image_get_n_pages(image)) }
  /// A progressive JPEG or an interlaced PNG: its decoder holds the whole picture.
  var isInterlaced: Bool { rw_vips_image_get_typeof(image, "interlaced") != 0 }

  /// The embedded ICC profile.
  var profile: Data? {
    guard rw_vips_has_blob(image, rw_vips_meta_icc) != 0 else { return nil }
    var bytes: UnsafeRawPointer?
    var count = 0
    guard rw_vips_image_get_blob(image, rw_vips_meta_icc, &bytes, &count) == 0, let bytes else { return nil }
    return Data(bytes: bytes, count: count)
  }

  /// The picture that one operation makes of this one.
  func applying(
    _ operation: (UnsafeMutablePointer<VipsImage>, UnsafeMutablePointer<UnsafeMutablePointer<VipsImage>?>) -> Int32
  ) throws(VipsFailure) -> Picture {
    var result: UnsafeMutablePointer<VipsImage>?
    guard withExtendedLifetime(self, { VipsLibrary.assembling { operation(image, &result) } }) == 0, let result else {
      throw VipsFailure.taken()
    }
    return Picture(owning: result)
  }

  /// Lends the C image for the length of a call.
  func withImage<Result>(_ body: (UnsafeMutablePointer<VipsImage>) -> Result) -> Result {
    withExtendedLifetime(self) { body(image) }
  }

  /// The same pixels with another embedded profile, or none.
  func replacingProfile(_ profile: Data?) throws(VipsFailure) -> Picture {
    let copy = try applying { rw_vips_copy($0, $1) }
    copy.withImage { image in
      if let profile {
        profile.withUnsafeBytes { rw_vips_image_set_blob_copy(image, rw_vips_meta_icc, $0.baseAddress, $0.count) }
      } else {
        _ = rw_vips_image_remove(image, rw_vips_meta_icc)
      }
    }
    return copy
  }

  /// The same pixels and nothing else: no EXIF, no profile, no notes on animation.
  func withoutMetadata() throws(VipsFailure) -> Picture {
    let copy = try applying { rw_vips_copy($0, $1) }
    copy.withImage { image in
      guard let fields = rw_vips_image_get_fields(image) else { return }
      defer { g_strfreev(fields) }
      var field = fields
      // What can't be removed, such as the width, is no metadata.
      while let name = field.pointee {
        _ = rw_vips_image_remove(image, name)
        field += 1
      }
    }
    return copy
  }
}
