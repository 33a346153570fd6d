import CVips
import Foundation

extension Picture {
  /// The encoded file, without metadata. JPEG has full colour resolution (4:4:4); PNG takes no quality.
  func encoded(as format: ImageFormat, quality: Int, _ cancellation: Cancellation) throws -> Data {
    let data = try evaluated(cancellation) { image -> Data? in
      var bytes: UnsafeMutableRawPointer?
      var count = 0
      let status =
        switch format {
        case .jpeg: rw_vips_jpegsave(image, &bytes, &count, Int32(quality))
        case .png: rw_vips_pngsave(image, &bytes, &count, 6)
        case .webp: rw_vips_webpsave(image, &bytes, &count, Int32(quality))
        }
      guard status == 0, let bytes else { return nil }
      return Data(bytesNoCopy: bytes, count: count, deallocator: .custom { bytes, _ in g_free(bytes) })
    }
    return format == .webp ? WebPContainer.simplified(data) : data
  }
}
