import CVips
import Foundation

extension Picture {
  /// The encoded file, without metadata. JPEG has full colour resolution (4:4:4); PNG takes no quality.
  func encoded(as format: ImageFormat, quality: Int) throws(VipsFailure) -> Data {
    var bytes: UnsafeMutableRawPointer?
    var count = 0
    let status = withImage { image in
      switch format {
      case .jpeg: rw_vips_jpegsave(image, &bytes, &count, Int32(quality))
      case .png: rw_vips_pngsave(image, &bytes, &count, 6)
      case .webp: rw_vips_webpsave(image, &bytes, &count, Int32(quality))
      }
    }
    guard status == 0, let bytes else { throw VipsFailure.taken() }
    let data = Data(bytesNoCopy: bytes, count: count, deallocator: .custom { bytes, _ in g_free(bytes) })
    return format == .webp ? WebPContainer.simplified(data) : data
  }
}
