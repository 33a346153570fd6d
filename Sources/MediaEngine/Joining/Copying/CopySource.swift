import Foundation
import MediaBasics

/// A clip whose packets may be copied, as reading them showed.
struct CopySource: Sendable {
  let file: URL
  /// The video stream's number in the file.
  let stream: Int
  let codec: VideoCodec
  let kind: CodedKind
  /// Whether each frame holds two moments.
  let isInterlaced: Bool
  /// H.264's parameter sets; nil for another codec, whose header is taken as it is.
  let configuration: AVCConfiguration?
  let order: PresentedOrder
  /// When each packet is presented, in ticks, in decode order.
  let times: [Int64]
  /// When the pictures are presented that decoding can start at, in ticks.
  let keys: [Int64]
  let timeBase: Rational

  /// Why packets can't be copied, in words for a report.
  struct Obstacle: Error {
    let reason: String
  }

  /// Takes a measured clip.
  ///
  /// - Throws: ``Obstacle`` where the clip alone can't be copied.
  init(_ file: URL, _ probe: Probe) throws(Obstacle) {
    func refuse(_ reason: String) -> Obstacle { Obstacle(reason: "'\(file.relativePath)' \(reason)") }
    guard let video = probe.video, let scan = probe.frames?.scan, let kind = probe.coded,
      let codec = VideoCodec(rawValue: video.codecName)
    else { throw refuse("is \(probe.video?.codecName ?? "no video"), which isn't copied") }
    configuration = codec == .h264 ? AVCConfiguration(kind.parameters.header) : nil
    if codec == .h264, configuration == nil { throw refuse("has its parameter sets in the stream") }
    if video.hasAlpha { throw refuse("has an alpha channel, which a joined clip doesn't keep") }
    guard kind.sampleAspectRatio == nil, kind.orientation == .upright else {
      throw refuse("is shown in another shape")
    }
    guard scan.isPlain else {
      throw refuse("has packets that aren't shown, are damaged, or share a time")
    }
    guard scan.fresh.first == 0, let order = PresentedOrder(times: scan.decodeOrder, fresh: scan.fresh),
      order.places.first == 0
    else {
      throw refuse("doesn't begin with a picture that stands alone")
    }
    self.file = file
    self.kind = kind
    isInterlaced = video.isInterlaced
    self.codec = codec
    self.order = order
    stream = video.index
    times = scan.decodeOrder
    keys = scan.keys.map(\.pts)
    timeBase = video.timeBase
  }

  /// When the first frame is presented, in seconds on the file's clock.
  var firstTime: Rational { times.min().flatMap { Rational($0, 1) }?.times(timeBase) ?? .zero }

  /// Lets this clip follow `first`.
  ///
  /// - Throws: ``Obstacle`` with what differs.
  func check(follows first: CopySource) throws(Obstacle) {
    let (own, other) = (kind, first.kind)
    let difference: String? =
      if own.codec != other.codec {
        "is \(own.codec) where the first clip is \(other.codec)"
      } else if own.size != other.size {
        "is \(own.size) where the first clip is \(other.size)"
      } else if own.pixelFormat != other.pixelFormat || own.color != other.color {
        "has another pixel format or other colour tags than the first clip"
      } else if own.parameters.profile != other.parameters.profile || own.parameters.level != other.parameters.level {
        "has another profile or level than the first clip"
      } else if own.parameters.header != other.parameters.header {
        "has other parameter sets than the first clip"
      } else {
        nil
      }
    if let difference { throw Obstacle(reason: "'\(file.relativePath)' \(difference)") }
  }
}
