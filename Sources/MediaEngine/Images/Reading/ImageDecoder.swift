import MediaBasics

/// Decodes a picture straight to the size at which it's used: upright, 8-bit sRGB, without metadata.
struct ImageDecoder {
  let input: ImageInput
  let header: ImageHeader
  let lenient: Bool
  /// Whether libvips' messages are this picture's own.
  let isAlone: Bool
  /// Whether what follows reads the picture from top to bottom and once: it takes the lines as they are decoded then.
  var isReadOnce = false
  let cancellation: Cancellation

  /// What follows, with the warnings so far.
  typealias Finish<Result> = (Picture, inout [String]) throws -> Result

  /// One pass over the file, however big it is: memory holds a few lines of it and the result.
  ///
  /// - Parameter finish: Takes the picture; called again where the file must be read in another way.
  func decode<Result>(
    to size: PixelSize, _ warnings: inout [String], _ finish: Finish<Result>
  ) throws -> Result {
    try VipsFailure.ofInput {
      let before = warnings
      do {
        guard input.isComplete else { throw VipsFailure(text: "the file ends too early") }
        guard header.kind == .jpeg else { return try decode(to: size, .errors, &warnings, finish) }
        return try decodeJPEG(to: size, &warnings, finish)
      } catch let failure as VipsFailure {
        guard lenient, isAlone else { throw failure }
        let reason = failure.text.isEmpty ? "" : " (\(failure.text))"
        warnings = before + ["'\(input.name)' is truncated or damaged\(reason): what decodes of it is taken."]
        return try decode(to: size, .nothing, &warnings, finish)
      }
    }
  }

  /// libjpeg only warns of most damage, and of some oddities that harm nothing: the first is refused, the second told.
  private func decodeJPEG<Result>(
    to size: PixelSize, _ warnings: inout [String], _ finish: Finish<Result>
  ) throws -> Result {
    let before = warnings
    do {
      return try decode(to: size, .everything, &warnings, finish)
    } catch let failure as VipsFailure {
      guard isAlone, Self.harmless.contains(where: failure.text.contains) else { throw failure }
      warnings = before + ["'\(input.name)' is slightly off the JPEG standard: \(failure.text)."]
      return try decode(to: size, .errors, &warnings, finish)
    }
  }

  /// Parts of libjpeg's messages (jerror.h) that don't mean wrong pixels.
  private static let harmless = [
    "extraneous bytes before marker", "Unknown Adobe color transform code", "JFIF major revision number",
    "Invalid SOS parameters for sequential JPEG", "corrupt ICC",
  ]

  private func decode<Result>(
    to size: PixelSize, _ strictness: Picture.Strictness, _ warnings: inout [String], _ finish: Finish<Result>
  ) throws -> Result {
    let target = header.isTurned ? size.transposed : size
    let scale = ShrinkOnLoad.scale(
      header.kind, from: (header.storedWidth, header.storedHeight), to: target)
    let loaded = try input.open(scale: scale, strictness: strictness).unpacked().withoutExtraBands()
    let isHalved = header.kind == .jpeg && scale < 1
    let resized = try isHalved ? finished(loaded, scale, target) : loaded.resized(to: target)
    let picture = try StandardRGB(picture: resized, name: input.name).converted(&warnings)
    let isStreamed = isReadOnce && header.orientation <= 1
    let upright = try isStreamed ? picture : picture.rendered(cancellation).upright()
    return try finish(upright.withoutMetadata(), &warnings)
  }

  /// The rest of the way for a picture that its JPEG decoder has brought down.
  private func finished(_ picture: Picture, _ scale: Double, _ target: PixelSize) throws(VipsFailure) -> Picture {
    let across = HalvedLength(
      decoded: picture.width, extent: Double(header.storedWidth) * scale, target: target.width)
    let down = HalvedLength(
      decoded: picture.height, extent: Double(header.storedHeight) * scale, target: target.height)
    return try picture.lengthened(to: (across.padded, down.padded))
      .shrunk(across: across.shrink, down: down.shrink, keeping: target)
  }
}
