import Foundation
import MediaBasics

/// One run of ``ClipRenderer``.
struct ClipRendering {
  private let script: ClipScript
  private let size: PixelSize
  private let video: VideoEncoding
  private let file: String

  init(_ script: ClipScript, file: String) throws {
    guard script.frames >= 1 else { throw MediaError.noFrames(given: script.frames) }
    try OutputRate.check(script.fps)
    size = script.size.even
    video = try VideoEncoding(
      codec: script.format.codecs[0], size: size, rate: script.fps, quality: script.quality, speed: .rehearsal)
    self.script = script
    self.file = file
  }

  /// Renders all frames into a file.
  func write(to scratch: URL, cancellation: Cancellation, progress: ProgressHandler?) throws {
    let writer = try MovieWriter(
      creating: scratch, named: file, format: script.format, video: video, sound: nil, frames: script.frames,
      cancellation: cancellation)
    let pictures = FramesAhead(atMost: 4) { [self] hand in
      let graph = try graph()
      for index in 0..<script.frames {
        let picture = try Frame()
        guard case .frame = try graph.receive(into: picture) else {
          throw MediaError.renderingStopped(at: index, of: script.frames)
        }
        try hand(picture)
      }
    }
    for index in 0..<script.frames {
      try cancellation.check()
      guard let picture = try pictures.next() else {
        throw MediaError.renderingStopped(at: index, of: script.frames)
      }
      try writer.write(picture, at: index)
      progress?(
        ProgressUpdate(stage: "rendering", completed: Int64(index + 1), total: Int64(script.frames), unit: .frames))
    }
    try writer.finish()
  }

  /// The whole clip as a graph that has been given all it needs: it goes on yielding frames for ever.
  private func graph() throws -> FilterGraph {
    let first = try script.first.map(still) ?? backdrop()
    let timeBase = script.fps.reciprocal ?? Rational(1)
    let input = FilterInput.pictures(like: first, timeBase: timeBase, rate: script.fps)
    let move = CameraMove(size: size, frames: script.frames, variation: Variation(script.variation))
    let mark = ClipMark(size: size, fps: script.fps, frames: script.frames, label: script.label)
    let moving =
      "[in0]\(Self.forever),\(move.filters(fps: script.fps)),settb=\(timeBase),setpts=N"
    guard let lastFile = script.last, script.frames > 1 else {
      let graph = try FilterGraph("\(moving)[scene];" + mark.filters(input: "[scene]"), [input])
      try graph.send(first)
      try graph.end()
      return graph
    }
    let last = try still(lastFile)
    // The last image comes in over the last quarter and stands alone in the last frame.
    let dissolve = max(1, script.frames / 4)
    let start = script.frames - 1 - dissolve
    let text =
      "\(moving)[scene];[in1]\(Self.forever),settb=\(timeBase),setpts=N+\(start),format=yuva420p"
      + ",fade=t=in:s=0:n=\(dissolve):alpha=1[last]"
      + ";[scene][last]overlay=format=yuv420[mixed];" + mark.filters(input: "[mixed]")
    let graph = try FilterGraph(text, [input, input])
    try graph.send(first)
    try graph.end()
    try graph.send(last, to: 1)
    try graph.end(1)
    return graph
  }

  private static let forever = "loop=loop=-1:size=1"

  /// An image at the clip's size, in the encoder's colours.
  private func still(_ file: URL) throws -> Frame {
    let image = try StillImage.decode(file)
    let source = try PictureFitting.Source(image)
    var fitting = PictureFitting(size: size, fit: .contain)
    // A clip with an odd side is one pixel shorter than its image: that is cut off, not scaled.
    if source.shown == script.size { fitting.contentRect = PixelRect(size) }
    let graph = try FilterGraph(
      fitting.filters(for: source), [.pictures(like: image, timeBase: Rational(1))])
    try graph.send(image)
    return try Self.only(graph)
  }

  private func backdrop() throws -> Frame {
    var backdrop = Backdrop(size: size, variation: Variation(script.variation))
    let convert = PictureFitting(size: size).filters(
      for: PictureFitting.Source(
        coded: size, shown: size, matrix: nil, fullRange: true, format: -1, isOutputFormat: false))
    return try Self.only(try FilterGraph("\(backdrop.filters()),\(convert)", []))
  }

  private static func only(_ graph: borrowing FilterGraph) throws -> Frame {
    let picture = try Frame()
    guard case .frame = try graph.receive(into: picture) else { throw MediaError.renderingStopped(at: 0, of: 1) }
    return picture
  }
}
