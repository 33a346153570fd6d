import CVips
import Foundation

extension Picture {
  /// A picture of 8-bit sRGB samples, three a pixel, copied from `samples`.
  static func rgb(_ samples: [UInt8], width: Int, height: Int) throws(VipsFailure) -> Picture {
    let image = samples.withUnsafeBytes {
      rw_vips_image_new_from_memory_copy($0.baseAddress, $0.count, Int32(width), Int32(height), 3, VIPS_FORMAT_UCHAR)
    }
    guard let image else { throw VipsFailure.taken() }
    return try Picture(owning: image).applying { rw_vips_as_srgb($0, $1) }
  }

  /// Carries all steps out: the result's pixels are in memory.
  func rendered(_ cancellation: Cancellation) throws -> Picture {
    Picture(owning: try evaluated(cancellation) { rw_vips_image_copy_memory($0) })
  }

  /// Has libvips compute the picture; that stops within a few lines once cancelled.
  ///
  /// - Parameter body: Gives nil where libvips failed.
  func evaluated<Result>(
    _ cancellation: Cancellation, _ body: (UnsafeMutablePointer<VipsImage>) -> Result?
  ) throws -> Result {
    try cancellation.check()
    let flag = Unmanaged.passUnretained(cancellation)
    let result = withImage { image in
      rw_vips_image_set_progress(image, 1)
      let watch = rw_vips_on_eval(
        image,
        { image, _, flag in
          guard let flag, Unmanaged<Cancellation>.fromOpaque(flag).takeUnretainedValue().isCancelled else { return }
          rw_vips_image_set_kill(image, 1)
        }, flag.toOpaque())
      defer { g_signal_handler_disconnect(image, watch) }
      return withExtendedLifetime(cancellation) { body(image) }
    }
    guard let result else {
      let failure = VipsFailure.taken()
      try cancellation.check()
      throw failure
    }
    return result
  }

  /// All samples of a small picture in rows, as they lie in memory.
  func samples() throws(VipsFailure) -> [UInt8] {
    var count = 0
    guard let bytes = withImage({ rw_vips_image_write_to_memory($0, &count) }) else { throw VipsFailure.taken() }
    defer { g_free(bytes) }
    return Array(UnsafeRawBufferPointer(start: bytes, count: count))
  }

  /// How often each of the 256 values occurs, one list a band; for 8-bit pictures.
  func histogram() throws(VipsFailure) -> [[Int]] {
    let table = try applying { rw_vips_hist_find($0, $1) }
    let counts = try table.samples().withUnsafeBytes { Array($0.bindMemory(to: UInt32.self)) }
    return (0..<bands).map { band in
      (0..<table.width).map { Int(counts[$0 * bands + band]) }
    }
  }
}
