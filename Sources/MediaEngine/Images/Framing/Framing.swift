import CVips
import MediaBasics

/// Brings a decoded picture into the asked frame: cuts what is too much, fills what is missing.
struct Framing {
  let preparation: ImagePreparation
  let placement: Placement
  /// Takes a picture that is not scaled yet.
  let vast: VastCover?

  /// Whether the decoded picture is read from top to bottom and once: it need not be held then.
  static func readsOnce(_ preparation: ImagePreparation) -> Bool {
    guard case .color = preparation.background else { return false }
    return switch preparation.fit {
    case .contain, .stretch: true
    case .cover: ![.attention, .entropy].contains(preparation.gravity)
    case .blur: false
    }
  }

  /// The finished picture, opaque and of exactly the target's size.
  func framed(_ picture: Picture) throws -> Picture {
    let color = showsBackground(of: picture) ? try backgroundColor(of: picture) : .white
    let opaque = try picture.flattened(on: color)
    switch preparation.fit {
    case .stretch: return opaque
    case .cover: return try vast?.applied(to: opaque, gravity: preparation.gravity) ?? cropped(opaque)
    case .contain:
      return try isFilled ? opaque : opaque.embedded(at: placement.contentRect, in: placement.target, on: color)
    case .blur: return try isFilled ? opaque : BlurredFill(placement: placement).applied(to: opaque)
    }
  }

  /// Whether anything of the background is seen: what it is takes a look at the whole picture.
  private func showsBackground(of picture: Picture) -> Bool {
    picture.hasAlpha || (preparation.fit == .contain && !isFilled)
  }

  private var isFilled: Bool { placement.contentRect == PixelRect(placement.target) }

  private func backgroundColor(of picture: Picture) throws -> SRGBColor {
    switch preparation.background {
    case .color(let red, let green, let blue): SRGBColor(red: red, green: green, blue: blue)
    case .auto: try BorderColor(picture: picture).color(for: placement)
    }
  }

  private func cropped(_ picture: Picture) throws -> Picture {
    switch preparation.gravity {
    case .attention: try picture.cropped(to: placement.target, by: VIPS_INTERESTING_ATTENTION)
    case .entropy: try picture.cropped(to: placement.target, by: VIPS_INTERESTING_ENTROPY)
    default: try picture.cropped(to: placement.crop)
    }
  }
}
