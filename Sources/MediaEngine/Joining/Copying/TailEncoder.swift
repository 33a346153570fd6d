import Foundation
import MediaBasics

/// Encodes the frames between a stream's last cut and the frame where it is left, or a crossfade into the next clip, as a
/// short GOP of its own.
///
/// Its parameter sets have numbers that no other encoder here uses, so that they stand beside the copied stream's.
struct TailEncoder {
  private let settings: VideoEncoding
  private static let setNumber = 31

  /// Settings that continue a stream.
  init(after source: CopySource, rate: Rational, quality: Int) throws(MediaError) {
    let kind = source.kind
    // Frames in order of showing: no reordering to be fitted to the stream's.
    let parameters = "sps-id=\(Self.setNumber):bframes=0:scenecut=0"
    let profile = [66: "baseline", 77: "main"][kind.parameters.profile & 0xFF] ?? "high"
    var options = [
      ("preset", "veryfast"), ("profile", profile), ("crf", try QualityTable(for: .h264).crf(quality: quality)),
      ("x264-params", parameters),
    ]
    let level = kind.parameters.level
    if level > 0 { options.append(("level", "\(level)")) }
    settings = VideoEncoding(
      encoder: VideoEncoding.encoder(of: .h264), size: kind.size, rate: rate, keyframeInterval: 1000,
      options: options.map { (name: $0.0, value: $0.1) }, color: kind.color)
  }

  /// The encoder's parameter sets, with start codes.
  func parameterSets() throws -> [UInt8] { try Encoder(settings).header }

  /// Decodes what a part encodes again and encodes it; gives the packets' bytes in order.
  ///
  /// - Parameters:
  ///   - follower: The clip after it, where there is one.
  ///   - met: Called with how alike the two clips are where they meet.
  func encode(
    _ part: CopyPlan.Part, of source: CopySource, into follower: CopySource?, cancellation: Cancellation,
    take: ([UInt8], _ isKey: Bool, Int) throws -> Void, met: (Likeness) -> Void
  ) throws {
    let encoder = try Encoder(settings)
    let packet = try Packet()
    var (sent, taken) = (0, 0)
    func drain() throws {
      while case .packet = try encoder.receive(into: packet) {
        try take(AnnexB.lengthPrefixed([UInt8](packet.payload)), packet.isKey, taken)
        taken += 1
      }
    }
    func send(_ frame: borrowing Frame) throws {
      try cancellation.check()
      frame.pts = Int64(sent)
      sent += 1
      try encoder.send(frame)
      try drain()
    }
    let frame = try Frame()
    // A later clip's own frames before a crossfade are the part before's, all of them.
    if part.tail.count + part.blended > 0 {
      var reader = try TailReader(source, from: part.tail.lowerBound, cancellation: cancellation)
      for index in part.tail {
        try reader.read(index, into: frame)
        try send(frame)
      }
      if let follower {
        try blend(part, &reader, follower, cancellation, send: send, met: met)
      }
    }
    try encoder.drain()
    try drain()
    guard taken == part.encoded else { throw MediaError.renderingStopped(at: taken, of: part.encoded) }
  }

  /// Goes on through a crossfade into the next clip; without one, looks at the frame that the seam leaves out.
  private func blend(
    _ part: CopyPlan.Part, _ reader: inout TailReader, _ follower: CopySource, _ cancellation: Cancellation,
    send: (borrowing Frame) throws -> Void, met: (Likeness) -> Void
  ) throws {
    let frame = try Frame()
    let next = try Frame()
    var following = try TailReader(follower, from: 0, cancellation: cancellation)
    try following.read(0, into: next)
    guard part.blended > 0 else {
      guard part.tail.upperBound < reader.count else { return }
      try reader.read(part.tail.upperBound, into: frame)
      return met(try Likeness(frame, next))
    }
    let first = try next.reference()
    let blender = try PictureBlender(like: next)
    for index in 0..<part.blended {
      try reader.read(part.tail.upperBound + index, into: frame)
      if index > 0 { try following.read(index, into: next) }
      try blender.blend(next, over: frame, share: Double(index + 1) / Double(part.blended + 1))
      try send(blender.blended)
    }
    if part.tail.upperBound + part.blended == reader.count { met(try Likeness(frame, first)) }
    for index in part.head {
      try following.read(index, into: frame)
      try send(frame)
    }
  }
}
