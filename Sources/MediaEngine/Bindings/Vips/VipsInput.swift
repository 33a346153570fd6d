import CVips
import Foundation

/// Where libvips reads an encoded picture from: a file, or bytes in memory, which libvips gets a copy of.
final class VipsInput {
  private let source: UnsafeMutablePointer<VipsSource>

  /// Opens a file for reading.
  init(file: String) throws(VipsFailure) {
    guard let source = rw_vips_source_new_from_file(file) else { throw VipsFailure.taken() }
    self.source = source
  }

  /// Reads from a copy of `data`, which lives as long as any picture that is still to be decoded from it.
  init(data: Data) throws(VipsFailure) {
    let blob = data.withUnsafeBytes { rw_vips_blob_copy($0.baseAddress, $0.count) }
    guard let blob else { throw VipsFailure.taken() }
    defer { rw_vips_area_unref(UnsafeMutableRawPointer(blob).assumingMemoryBound(to: VipsArea.self)) }
    guard let source = rw_vips_source_new_from_blob(blob) else { throw VipsFailure.taken() }
    self.source = source
  }

  deinit {
    g_object_unref(source)
  }

  /// Lends the source to one loader, which keeps a reference of its own.
  func load(
    _ loader: (UnsafeMutablePointer<VipsSource>, UnsafeMutablePointer<UnsafeMutablePointer<VipsImage>?>) -> Int32
  ) throws(VipsFailure) -> Picture {
    var image: UnsafeMutablePointer<VipsImage>?
    guard withExtendedLifetime(self, { loader(source, &image) }) == 0, let image else {
      throw VipsFailure.taken()
    }
    return Picture(owning: image)
  }
}
