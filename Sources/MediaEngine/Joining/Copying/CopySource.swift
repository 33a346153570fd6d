import Foundation
import MediaBasics

/// A clip whose packets may be copied, as reading them showed.
struct CopySource: Sendable {
  let file: URL
  let kind: CodedKind
  let configuration: AVCConfiguration
  let order: PresentedOrder
  /// When each packet is presented, in ticks, in decode order.
  let times: [Int64]
  let timeBase: Rational

  /// Why packets can't be copied, in words for a report.
  struct Obstacle: Error {
    let reason: String
  }

  /// Reads a clip's packets.
  ///
  /// - Throws: ``Obstacle`` where the clip alone can't be copied; what reading throws.
  init(_ file: URL, cancellation: Cancellation) throws {
    let demuxer = try Demuxer(opening: file, cancellation: cancellation)
    let stream = try demuxer.mainVideo()
    func refuse(_ reason: String) -> Obstacle { Obstacle(reason: "'\(file.relativePath)' \(reason)") }
    guard stream.codecName == "h264", let kind = try CodedKind(stream, in: demuxer) else {
      throw refuse("is \(stream.codecName); only H.264 is copied")
    }
    guard let configuration = AVCConfiguration(kind.header) else {
      throw refuse("has its parameter sets in the stream")
    }
    guard kind.sampleAspectRatio == nil, kind.orientation == .upright else {
      throw refuse("is shown in another shape")
    }
    demuxer.discardAll(except: stream.index)
    let packet = try Packet()
    var times: [Int64] = []
    while try demuxer.read(into: packet) {
      guard packet.stream == stream.index else { continue }
      guard let pts = packet.pts, !packet.isDiscarded, !packet.isCorrupt else {
        throw refuse("has frames that aren't shown, or without a time")
      }
      if times.isEmpty, !(packet.isKey && AnnexB.startsAnew([UInt8](packet.payload))) {
        throw refuse("doesn't begin with a picture that stands alone")
      }
      times.append(pts)
    }
    guard let order = PresentedOrder(times: times), order.places.first == 0 else {
      throw refuse("has frames that share a time")
    }
    self.file = file
    self.kind = kind
    self.configuration = configuration
    self.order = order
    self.times = times
    timeBase = stream.timeBase
  }

  /// When the first frame is presented, in seconds on the file's clock.
  var firstTime: Rational { times.min().flatMap { Rational($0, 1) }?.times(timeBase) ?? .zero }

  /// Lets this clip follow `first`.
  ///
  /// - Throws: ``Obstacle`` with what differs.
  func check(follows first: CopySource) throws(Obstacle) {
    let (own, other) = (kind, first.kind)
    let difference: String? =
      if own.size != other.size {
        "is \(own.size) where the first clip is \(other.size)"
      } else if own.pixelFormat != other.pixelFormat || own.color != other.color {
        "has another pixel format or other colour tags than the first clip"
      } else if own.profile != other.profile || own.level != other.level {
        "has another profile or level than the first clip"
      } else if configuration != first.configuration {
        "has other parameter sets than the first clip"
      } else {
        nil
      }
    if let difference { throw Obstacle(reason: "'\(file.relativePath)' \(difference)") }
  }
}
