import CVips
import MediaBasics

extension Picture {
  /// Scaled to exactly this size: Lanczos (3 lobes) downwards, bicubic upwards; colours are weighted by alpha.
  func resized(to size: PixelSize) throws(VipsFailure) -> Picture {
    guard width != size.width || height != size.height else { return self }
    guard hasAlpha else { return try shrunk(to: size).enlarged(to: (size.width, size.height)) }
    let format = sampleFormat
    return
      try applying { rw_vips_premultiply($0, $1) }
      .shrunk(to: size).enlarged(to: (size.width, size.height))
      .applying { rw_vips_unpremultiply($0, $1) }
      .applying { rw_vips_cast($0, $1, format) }
  }

  /// The sides that are longer than asked brought down, the others left.
  private func shrunk(to size: PixelSize) throws(VipsFailure) -> Picture {
    let across = min(Double(size.width) / Double(width), 1)
    let down = min(Double(size.height) / Double(height), 1)
    guard across < 1 || down < 1 else { return self }
    return try applying { rw_vips_resize($0, $1, across, down) }
  }

  /// Scaled by 1/`across` and 1/`down`, both 1 or more, and its upper left `size` taken.
  func shrunk(across: Double, down: Double, keeping size: PixelSize) throws(VipsFailure) -> Picture {
    let shrunk = try applying { rw_vips_resize($0, $1, 1 / across, 1 / down) }
    guard shrunk.width != size.width || shrunk.height != size.height else { return shrunk }
    return try shrunk.cropped(to: PixelRect(size))
  }

  /// Its last column and row repeated until it has this size.
  func lengthened(to size: (width: Int, height: Int)) throws(VipsFailure) -> Picture {
    guard size.width != width || size.height != height else { return self }
    return try applying { rw_vips_lengthen($0, $1, Int32(size.width), Int32(size.height)) }
  }

  /// The sides that are shorter than asked brought up; for pictures without alpha, or weighted by it.
  func enlarged(to size: (width: Int, height: Int)) throws(VipsFailure) -> Picture {
    guard width != size.width || height != size.height else { return self }
    let across = Double(size.width) / Double(width)
    let down = Double(size.height) / Double(height)
    guard let bicubic = rw_vips_interpolate_new("bicubic") else { throw VipsFailure.taken() }
    defer { g_object_unref(bicubic) }
    return try applying {
      rw_vips_enlarge($0, $1, across, down, Int32(size.width), Int32(size.height), bicubic)
    }
  }

  /// Turned and mirrored as its EXIF orientation says; pixels must be in memory.
  func upright() throws(VipsFailure) -> Picture {
    orientation == 1 ? self : try applying { rw_vips_autorot($0, $1) }
  }

  func cropped(to rect: PixelRect) throws(VipsFailure) -> Picture {
    try applying { rw_vips_extract_area($0, $1, Int32(rect.x), Int32(rect.y), Int32(rect.width), Int32(rect.height)) }
  }

  /// The part of this size that `interesting` finds; pixels must be in memory.
  func cropped(to size: PixelSize, by interesting: VipsInteresting) throws(VipsFailure) -> Picture {
    try applying { rw_vips_smartcrop($0, $1, Int32(size.width), Int32(size.height), interesting) }
  }

  /// Laid on a canvas of one colour, with its top left corner at the rectangle's.
  func embedded(at rect: PixelRect, in canvas: PixelSize, on color: SRGBColor) throws(VipsFailure) -> Picture {
    try applying {
      rw_vips_embed(
        $0, $1, Int32(rect.x), Int32(rect.y), Int32(canvas.width), Int32(canvas.height), Double(color.red),
        Double(color.green), Double(color.blue))
    }
  }

  /// Laid over another picture, with its top left corner at the rectangle's.
  func laid(over other: Picture, at rect: PixelRect) throws(VipsFailure) -> Picture {
    try other.applying { main, result in
      withImage { rw_vips_insert(main, $0, result, Int32(rect.x), Int32(rect.y)) }
    }
  }
}
