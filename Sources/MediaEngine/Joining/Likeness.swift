import MediaBasics

/// How alike two pictures of the output's size are.
struct Likeness: Hashable, Sendable {
  /// Structural similarity over all planes, 1 for equal pictures.
  let ssim: Double
  /// Peak signal-to-noise ratio in dB; 100 for equal pictures, whose ratio is infinite.
  let psnr: Double

  /// Below this, a clip doesn't begin on the frame that it should continue.
  static let leastAtSeam = 0.8

  /// The similarity for a sentence.
  var rounded: Double { Self.rounded(ssim) }

  /// A similarity for a sentence.
  static func rounded(_ ssim: Double) -> Double { (ssim * 100).rounded() / 100 }

  /// Compares two pictures with libavfilter's own measures.
  init(_ one: borrowing Frame, _ other: borrowing Frame) throws {
    let input = FilterInput.pictures(like: one, timeBase: Rational(1))
    // Blocks of 8 by 8 are compared, in planes of half the size, too.
    let isTiny = min(one.width, one.height) < 16
    let enlarged = isTiny ? "scale=w='max(iw,16)':h='max(ih,16)':flags=neighbor" : "null"
    let graph = try FilterGraph(
      "[in0]\(enlarged)[c];[in1]\(enlarged),split[a][b];[c][a]ssim[measured];[measured][b]psnr[out]", [input, input])
    let left = try one.reference()
    let right = try other.reference()
    (left.pts, right.pts) = (0, 0)
    try graph.send(left, to: 0)
    try graph.send(right, to: 1)
    let result = try Frame()
    guard case .frame = try graph.receive(into: result), let ssim = result.measurement("lavfi.ssim.All"),
      let psnr = result.measurement("lavfi.psnr.psnr_avg")
    else { throw MediaError.noMemory(for: "comparing pictures") }
    self.ssim = ssim
    self.psnr = min(psnr, 100)
  }
}
