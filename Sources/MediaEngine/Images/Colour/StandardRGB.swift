import CVips
import Foundation

/// Brings a picture of any colours to 8-bit sRGB: through its profile where it has one that fits.
struct StandardRGB {
  let picture: Picture
  /// How messages call the picture.
  let name: String

  /// The steps to 8-bit sRGB, with alpha where there was alpha; what was odd goes to `warnings`.
  func converted(_ warnings: inout [String]) throws -> Picture {
    try checkSamples()
    if let bytes = picture.profile, let profile = usable(bytes, &warnings) {
      return try convertedThroughProfile(profile.intent)
    }
    if isCMYK {
      return try picture.replacingProfile(nil).toSRGB(withFallback: "cmyk", intent: VIPS_INTENT_RELATIVE)
    }
    return try picture.replacingProfile(nil).toSRGB()
  }

  private var isCMYK: Bool { picture.interpretation == VIPS_INTERPRETATION_CMYK }

  private func convertedThroughProfile(_ intent: VipsIntent) throws -> Picture {
    let is8BitRGB = picture.colorBands == 3 && picture.sampleFormat == VIPS_FORMAT_UCHAR
    if is8BitRGB, try isNearlySRGB() { return try picture.replacingProfile(nil).toSRGB() }
    return try picture.toSRGB(withFallback: isCMYK ? "cmyk" : "srgb", intent: intent)
  }

  /// Most profiles in photographs are sRGB itself: an even sample of all colours, converted, tells, and a costly
  /// conversion of every pixel that would change nothing is left out.
  private func isNearlySRGB() throws -> Bool {
    let levels: [UInt8] = [0, 16, 48, 96, 128, 176, 224, 255]
    let colors = levels.flatMap { red in levels.flatMap { green in levels.flatMap { [red, green, $0] } } }
    let converted = try Picture.rgb(colors, width: colors.count / 3, height: 1)
      .replacingProfile(picture.profile).toSRGB(withFallback: "srgb", intent: VIPS_INTENT_PERCEPTUAL).samples()
    return zip(colors, converted).allSatisfy { abs(Int($0) - Int($1)) <= 1 }
  }

  private func usable(_ bytes: Data, _ warnings: inout [String]) -> EmbeddedProfile? {
    let assumed = isCMYK ? "a usual CMYK" : "sRGB"
    guard let profile = EmbeddedProfile(bytes), let space = profile.space else {
      warnings.append("The colour profile of '\(name)' can't be read; its colours are taken as \(assumed).")
      return nil
    }
    guard space.bands == picture.colorBands, isCMYK == (space == .cmyk) else {
      warnings.append(
        "The colour profile of '\(name)' is for \(space.rawValue.trimmingCharacters(in: .whitespaces)) and the picture "
          + "is not; its colours are taken as \(assumed).")
      return nil
    }
    return profile
  }

  private func checkSamples() throws {
    switch (picture.sampleFormat, picture.interpretation) {
    case (VIPS_FORMAT_UCHAR, _), (VIPS_FORMAT_USHORT, _): return
    case (VIPS_FORMAT_FLOAT, VIPS_INTERPRETATION_scRGB), (_, VIPS_INTERPRETATION_LAB),
      (_, VIPS_INTERPRETATION_LABS), (_, VIPS_INTERPRETATION_XYZ):
      return
    default:
      throw MediaError.imageSamples(name, "\(picture.bytesPerSample * 8) bits")
    }
  }
}
