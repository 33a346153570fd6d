import Foundation
import MediaBasics

/// Joins clips that match by their packets: copies all that a seam or a trim doesn't touch, bit for bit.
struct PacketJoin {
  private let sources: [CopySource]
  private let plan: CopyPlan
  private let rate: Rational
  /// What encodes a seam's frames; nil where every frame is copied.
  private let tail: TailEncoder?
  private let header: [UInt8]
  private let cancellation: Cancellation

  /// Plans the join.
  ///
  /// - Throws: `CopySource.Obstacle` where packets can't be copied.
  init(
    _ sources: [CopySource], dropped: Int, overlap: Int, total: Int, rate: Rational, quality: Int,
    cancellation: Cancellation
  ) throws {
    self.sources = sources
    for source in sources.dropFirst() { try source.check(follows: sources[0]) }
    plan = CopyPlan(sources.map(\.order), dropped: dropped, overlap: overlap, total: total)
    if overlap > 0, plan.copied * 2 < total {
      throw CopySource.Obstacle(
        reason: "Hardly any picture between the crossfades stands alone; little could be copied")
    }
    if plan.encodes {
      guard var configuration = sources[0].configuration else {
        throw CopySource.Obstacle(
          reason: "The frames to drop are decoded before others that stay; only H.264 is encoded again there")
      }
      guard sources[0].kind.isPlain else {
        throw CopySource.Obstacle(reason: "The clips' pixels aren't 8-bit 4:2:0 in limited range")
      }
      guard !sources.contains(where: \.isInterlaced) else {
        throw CopySource.Obstacle(
          reason: "The clips are interlaced, which frames encoded between copied ones wouldn't be")
      }
      let tail = try TailEncoder(after: sources[0], rate: rate, quality: quality)
      guard configuration.add(annexB: try tail.parameterSets()) else {
        throw CopySource.Obstacle(reason: "The clips' parameter sets leave no number free")
      }
      header = configuration.bytes
      self.tail = tail
    } else {
      header = sources[0].kind.parameters.header
      tail = nil
    }
    self.rate = rate
    self.cancellation = cancellation
  }

  /// What is done to the packets.
  var mode: JoinReport.Mode {
    plan.encodes || plan.copied < sources.reduce(0) { $0 + $1.times.count } ? .smart : .copy
  }

  /// Bytes of the stream's header.
  var headerSize: Int { header.count }

  /// When a clip's first frame is presented, in seconds on its file's clock.
  func firstTime(of clip: Int) -> Rational { sources[clip].firstTime }

  /// Opens the muxer's stream for the joined packets.
  func addStream(to muxer: borrowing Muxer) throws -> Int {
    try muxer.addStream(
      like: sources[0].kind.parameters, header: header, tag: VideoEncoding.tag(of: sources[0].codec), rate: rate)
  }

  /// Writes all packets; `written` is called after each output frame's.
  ///
  /// - Returns: How alike the sides of a seam are, by the later clip's number, where they had to be decoded.
  func write(
    to muxer: borrowing Muxer, stream: Int, written: (_ frame: Int) throws -> Void
  ) throws -> [Int: Likeness] {
    var likeness: [Int: Likeness] = [:]
    for (number, part) in plan.parts.enumerated() {
      try copy(part, to: muxer, stream: stream, written: written)
      guard part.encoded > 0, let tail else { continue }
      let meetsNext = part.blended > 0 || number + 1 < plan.parts.count
      let follower = meetsNext ? sources[part.clip + 1] : nil
      try tail.encode(part, of: sources[part.clip], into: follower, cancellation: cancellation) {
        bytes, isKey, index in
        let packet = try Packet(holding: bytes)
        if isKey { packet.markKey() }
        let frame = part.base + part.tail.lowerBound + index
        try write(packet, at: frame, place: frame, to: muxer, stream: stream)
        try written(frame)
      } met: {
        likeness[part.clip + 1] = $0
      }
    }
    return likeness
  }

  private func copy(
    _ part: CopyPlan.Part, to muxer: borrowing Muxer, stream: Int, written: (_ frame: Int) throws -> Void
  ) throws {
    let source = sources[part.clip]
    // All that an analysis could tell is known.
    let demuxer = try Demuxer(opening: source.file, analysing: false, cancellation: cancellation)
    demuxer.discardAll(except: source.stream)
    let packet = try Packet()
    var index = -1
    while index + 1 < part.copied.upperBound, try demuxer.read(into: packet) {
      guard packet.stream == source.stream else { continue }
      index += 1
      guard part.copied.contains(index) else { continue }
      let place = source.order.places[index]
      try write(packet, at: part.base + index, place: part.base + place, to: muxer, stream: stream)
      try written(part.base + index)
    }
    guard index + 1 >= part.copied.upperBound else {
      throw MediaError.frameLost(source.file.relativePath, index: index + 1, frames: part.copied.upperBound)
    }
  }

  private func write(
    _ packet: borrowing Packet, at index: Int, place: Int, to muxer: borrowing Muxer, stream: Int
  ) throws {
    packet.setTimes(presented: Int64(place), decoded: Int64(index - plan.delay), duration: 1)
    try muxer.write(packet, to: stream, timeBase: rate.reciprocal ?? Rational(1))
  }
}
