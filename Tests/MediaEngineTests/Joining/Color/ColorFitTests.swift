import Testing

@testable import MediaEngine

/// Guards the arithmetic of colour matching: what is found, what is left alone, how far it goes.
@Suite struct ColorFitTests {
  /// Colours all over a picture of middling contrast; the same ones in every run.
  private let colors: [YCbCr] = (0..<600).map { number in
    let (one, two, three) = (Double(number * 37 % 101), Double(number * 53 % 89), Double(number * 71 % 97))
    return [40 + one, two - 44, three - 48]
  }

  @Test func `a map of all channels is found, though a fifth of the picture has moved`() {
    let shift = ColorTransform(rows: [[0.93, 0.02, -0.01], [0.03, 1.1, 0], [0, -0.02, 0.9]], offset: [5, -3, 2])
    var wanted = colors.map { shift($0) }
    for index in stride(from: 0, to: wanted.count, by: 5) { wanted[index] = [150, 20, -30] }
    let fit = ColorFit(colors, to: wanted)
    for (row, expected) in zip(fit.transform.rows, shift.rows) {
      for channel in 0..<3 { #expect(abs(row[channel] - expected[channel]) < 0.02, "\(fit.transform)") }
    }
    for channel in 0..<3 {
      #expect(abs(fit.transform.offset[channel] - shift.offset[channel]) < 1, "\(fit.transform)")
    }
    #expect(fit.helps && !fit.isLimited)
  }

  @Test func `a picture of one colour gives an offset, not a gain that other colours would suffer from`() {
    let flat = (0..<600).map { YCbCr(100 + Double($0 % 3), 10, -5) }
    let fit = ColorFit(flat, to: flat.map { $0 + [8, 0, 4] })
    #expect(abs(fit.transform.rows[0].x - 1) < 0.01 && abs(fit.transform.rows[2].z - 1) < 0.01)
    #expect(abs(fit.transform.offset.x - 8) < 0.5 && abs(fit.transform.offset.z - 4) < 0.5, "\(fit.transform)")
  }

  @Test func `no colour is moved further than the limit`() {
    let fit = ColorFit(colors, to: colors.map { 0.3 * $0 + [90, 0, 0] })
    #expect(fit.isLimited)
    #expect(fit.transform.reach(over: ColorTransform.corners + colors) <= ColorFit.furthest + 1e-6)
    #expect(fit.after < fit.before)
  }

  @Test func `equal pictures, noise, and what no map mends are left alone`() {
    #expect(!ColorFit(colors, to: colors).helps)
    let noisy = colors.enumerated().map { index, color in color + [index % 2 == 0 ? 0.3 : -0.3, 0, 0] }
    #expect(!ColorFit(colors, to: noisy).helps)
    let other = (0..<600).map { colors[($0 * 7 + 311) % 600] }
    let fit = ColorFit(colors, to: other)
    #expect(!fit.helps || fit.transform.reach(over: colors) <= ColorFit.furthest)
    #expect(!ColorFit([], to: []).helps)
  }
}
