import MediaBasics

/// Blends pictures of the output's size, one pair at a time.
final class PictureBlender {
  /// What ``blend(_:over:share:)`` made last.
  let blended: Frame
  private let graph: FilterGraph
  private var position: Int64 = 0

  init(like picture: borrowing Frame) throws {
    blended = try Frame()
    let input = FilterInput.pictures(like: picture, timeBase: Rational(1))
    graph = try FilterGraph("[in0][in1]blend=all_mode=normal:all_opacity=0.5", [input, input])
  }

  /// Blends `top` over `bottom` into ``blended``; a share of 1 shows `top` alone.
  func blend(_ top: borrowing Frame, over bottom: borrowing Frame, share: Double) throws {
    try graph.command("blend", "all_opacity", "\(share)")
    let upper = try top.reference()
    let lower = try bottom.reference()
    (upper.pts, lower.pts) = (position, position)
    position += 1
    try graph.send(upper, to: 0)
    try graph.send(lower, to: 1)
    guard case .frame = try graph.receive(into: blended) else { throw MediaError.noMemory(for: "blending") }
  }
}
