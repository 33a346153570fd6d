import Foundation
import MediaBasics

/// Encodes a stream's pictures in segments, several at once, each from a keyframe on and by an encoder of its own: for
/// encoders that leave cores idle by themselves. Packets come in the stream's order.
final class SegmentedEncoder {
  private let settings: VideoEncoding
  private let lanes: Int
  private let length: Int
  private let work: SegmentWork
  private var sent = 0

  /// How a stream is cut.
  struct Cut: Hashable {
    /// Segments that are encoded at once.
    let lanes: Int
    /// Frames of a segment.
    let length: Int

    /// A lane holds a segment's pictures until they are encoded: so many bytes at the most.
    private static let laneBytes = 160_000_000
    /// Less than this isn't worth a keyframe.
    private static let shortest = 24

    /// Cuts a stream into segments of even length; nil where there is nothing to win.
    init?(frames: Int, size: PixelSize, keyframeInterval: Int, cores: Int) {
      guard cores > 1, frames >= 2 * Self.shortest else { return nil }
      let held = Self.laneBytes / max(size.width * size.height * 3 / 2, 1)
      let longest = max(Self.shortest, min(held, keyframeInterval))
      // As many segments for each lane, so that all end together.
      let segments = (frames + longest - 1) / longest
      let rounds = (segments + cores - 1) / cores
      lanes = cores
      length = max(Self.shortest, (frames + rounds * cores - 1) / (rounds * cores))
    }
  }

  /// - Parameter settings: What each segment is encoded with, on one thread.
  init(_ settings: VideoEncoding, _ cut: Cut, cancellation: Cancellation) {
    var settings = settings
    settings.threads = 1
    self.settings = settings
    (lanes, length) = (cut.lanes, cut.length)
    work = SegmentWork(cancellation)
  }

  deinit { work.abandon() }

  /// Gives the next picture; waits where all lanes are full.
  func send(_ frame: borrowing Frame) throws {
    if sent % length == 0 {
      try work.begin(atMost: lanes) { [settings] in try Encoder(settings) }
    }
    sent += 1
    try work.add(frame.reference())
  }

  /// Tells that no picture follows.
  func drain() { work.close() }

  /// Takes the next packet; after ``drain()`` it waits for it.
  func receive(into packet: borrowing Packet) throws -> Encoder.Output { try work.next(into: packet) }
}

/// The segments under way, shared with their threads.
private final class SegmentWork {
  private let condition = NSCondition()
  private let cancellation: Cancellation
  private var segments: [Segment] = []
  private var isClosed = false
  private var isAbandoned = false

  private final class Segment {
    var pictures: [Boxed<Frame>] = []
    var packets: [Boxed<Packet>] = []
    var isFilled = false
    var isEncoded = false
    var failure: (any Error)?
  }

  init(_ cancellation: Cancellation) { self.cancellation = cancellation }

  /// Begins a segment on a thread of its own, as soon as fewer than `limit` are being encoded.
  func begin(atMost limit: Int, _ encoder: @escaping @Sendable () throws -> Encoder) throws {
    try condition.withLock {
      segments.last?.isFilled = true
      condition.broadcast()
      while segments.filter({ !$0.isEncoded }).count >= limit { try wait() }
      if let failure = segments.lazy.compactMap(\.failure).first { throw failure }
      segments.append(Segment())
    }
    let newest = condition.withLock { segments.last.map(ObjectIdentifier.init) }
    Thread { self.encode(newest, encoder) }.start()
  }

  /// Waits for a change, and looks at the cancellation now and then.
  private func wait() throws {
    _ = condition.wait(until: Date(timeIntervalSinceNow: 0.1))
    try cancellation.check()
  }

  func add(_ picture: consuming Frame) {
    let boxed = Boxed(picture)
    condition.withLock {
      segments.last?.pictures.append(boxed)
      condition.broadcast()
    }
  }

  func close() {
    condition.withLock {
      segments.last?.isFilled = true
      isClosed = true
      condition.broadcast()
    }
  }

  /// Lets the threads end at their next picture.
  func abandon() {
    condition.withLock {
      isAbandoned = true
      condition.broadcast()
    }
  }

  func next(into packet: borrowing Packet) throws -> Encoder.Output {
    try condition.withLock {
      while let first = segments.first {
        if let failure = first.failure { throw failure }
        if !first.packets.isEmpty {
          packet.take(from: first.packets.removeFirst().content)
          return .packet
        }
        if first.isEncoded {
          // The newest one still takes pictures until another one begins.
          segments.removeFirst()
        } else if isClosed {
          try wait()
        } else {
          return .needsFrame
        }
      }
      return isClosed ? .ended : .needsFrame
    }
  }

  private func encode(_ identity: ObjectIdentifier?, _ make: () throws -> Encoder) {
    let found = condition.withLock { segments.first { ObjectIdentifier($0) == identity } }
    guard let segment = found else { return }
    var failure: (any Error)?
    do {
      let encoder = try make()
      let packet = try Packet()
      while let picture = nextPicture(of: segment) {
        try encoder.send(picture.content)
        try pass(from: encoder, by: packet, to: segment)
      }
      try encoder.drain()
      try pass(from: encoder, by: packet, to: segment)
    } catch {
      failure = error
    }
    condition.withLock {
      segment.failure = failure
      segment.isEncoded = true
      condition.broadcast()
    }
  }

  private func nextPicture(of segment: Segment) -> Boxed<Frame>? {
    condition.withLock {
      while segment.pictures.isEmpty, !segment.isFilled, !isAbandoned { condition.wait() }
      return isAbandoned || segment.pictures.isEmpty ? nil : segment.pictures.removeFirst()
    }
  }

  private func pass(from encoder: borrowing Encoder, by packet: borrowing Packet, to segment: Segment) throws {
    while case .packet = try encoder.receive(into: packet) {
      let boxed = Boxed(try packet.reference())
      condition.withLock {
        segment.packets.append(boxed)
        condition.broadcast()
      }
    }
  }
}

// Everything in it is read and changed under its condition alone; a box is handed from one thread to another, never shared.
extension SegmentWork: @unchecked Sendable {}
