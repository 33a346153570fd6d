import Foundation
import MediaBasics

/// A drawn picture for clips without a first image: three related colours running into one another under a fine grid.
struct Backdrop {
  private let size: PixelSize
  private var variation: Variation

  init(size: PixelSize, variation: Variation) {
    self.size = size
    self.variation = variation
  }

  /// The filters; without an input, one picture comes out.
  mutating func filters() -> String {
    let hue = variation.next()
    let colors = [
      Self.color(hue: hue, saturation: 0.55, value: 0.35), Self.color(hue: hue + 0.12, saturation: 0.6, value: 0.75),
      Self.color(hue: hue + 0.3, saturation: 0.45, value: 0.95),
    ]
    let (width, height) = (size.width, size.height)
    let bend = Int(variation.next() * Double(width))
    let cell = max(8, min(width, height) / 9)
    let line = max(1, min(width, height) / 540)
    return
      "gradients=s=\(width)x\(height):nb_colors=3:c0=\(colors[0]):c1=\(colors[1]):c2=\(colors[2]):seed=1"
      + ":x0=\(bend):y0=0:x1=\(width - bend):y1=\(height),trim=end_frame=1,format=gbrp"
      + ",drawgrid=w=\(cell):h=\(cell):t=\(line):c=white@0.22"
      + ",drawgrid=w=\(cell * 3):h=\(cell * 3):t=\(line * 2):c=white@0.25"
  }

  private static func color(hue: Double, saturation: Double, value: Double) -> String {
    func channel(_ offset: Double) -> Int {
      let place = (offset + hue * 6).truncatingRemainder(dividingBy: 6)
      let share = value - value * saturation * max(0, min(place, 4 - place, 1))
      return Int((share * 255).rounded())
    }
    let digits = [channel(5), channel(3), channel(1)].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return "0x" + digits.joined()
  }
}
