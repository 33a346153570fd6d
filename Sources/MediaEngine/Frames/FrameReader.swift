import Foundation
import MediaBasics

/// Pulls the main video stream's frames in presented order; one demuxer, one decoder, one frame at a time.
struct FrameReader: ~Copyable {
  let demuxer: Demuxer
  let stream: MediaStream
  private let decoder: StreamDecoder
  private let packet: Packet
  /// The times of the only frames that are wanted; others may be left out. Nil wants all.
  var wanted: Set<Int64>?
  private var isDraining = false
  private var hasEnded = false
  /// Packets that gave no frame, and why reading stopped before the file's end.
  private(set) var damagedPackets = 0
  private(set) var stopped: MediaError?
  /// When the first keyframe since the start or the last seek is decoded, in ticks; when it is presented, where the
  /// container says no more (Matroska after a seek).
  private(set) var entry: Int64?
  /// When the latest packet is presented, in ticks.
  private(set) var latestPacket: Int64?
  private var hasKey = false

  /// Opens a file's main video stream.
  ///
  /// - Throws: what opening a ``Demuxer`` and a ``StreamDecoder`` throws; `media.no-video`.
  init(
    opening url: URL, cancellation: Cancellation, threads: Int? = nil, skipLoopFilter: Bool = false,
    checksDamage: Bool = false
  ) throws {
    try self.init(
      Demuxer(opening: url, cancellation: cancellation), threads: threads, skipLoopFilter: skipLoopFilter,
      checksDamage: checksDamage)
  }

  /// Decodes the main video stream of an open file, from where the demuxer stands.
  init(
    _ demuxer: consuming Demuxer, threads: Int? = nil, skipLoopFilter: Bool = false, checksDamage: Bool = false
  ) throws {
    let stream = try demuxer.mainVideo()
    demuxer.discardAll(except: stream.index)
    let packet = try Packet()
    let decoder = try StreamDecoder(
      for: stream, in: demuxer, threads: threads, skipLoopFilter: skipLoopFilter, checksDamage: checksDamage)
    self.demuxer = demuxer
    self.stream = stream
    self.packet = packet
    self.decoder = decoder
  }

  /// What the decoder complained about since it was opened, the first few lines.
  var complaints: [Complaint] { decoder.complaints }

  /// The next frame; false at the end. A read error counts as the end and is kept in ``stopped``.
  ///
  /// - Throws: `CancellationError`, `media.no-memory`.
  mutating func next(into frame: borrowing Frame) throws -> Bool {
    while !hasEnded {
      switch try decoder.receive(into: frame) {
      case .frame: return true
      case .ended: hasEnded = true
      case .damaged:
        damagedPackets += 1
        // A decoder that only ever complains while draining would never end.
        if isDraining, damagedPackets > 10_000 { hasEnded = true }
      case .needsPacket: try feed()
      }
    }
    return false
  }

  /// Reads on to the end without decoding; gives the last time that is presented, and how many packets are. Seek after it.
  mutating func tail() throws -> (lastTime: Int64, presented: Int)? {
    var last: Int64?
    var presented = 0
    while try read() {
      if packet.isKey, !hasKey { (hasKey, entry) = (true, packet.dts ?? packet.pts) }
      if let pts = packet.pts { latestPacket = max(latestPacket ?? pts, pts) }
      guard hasKey, !packet.isDiscarded, !packet.holdsHiddenFrame(codec: stream.codec) else { continue }
      if packet.isTimeless, demuxer.formatName.hasPrefix("matroska") { continue }
      guard let pts = packet.pts else { return nil }
      last = max(last ?? pts, pts)
      presented += 1
    }
    return last.map { ($0, presented) }
  }

  /// Goes on at a keyframe at or before a time in ticks; false where that isn't possible.
  mutating func seek(atOrBefore time: Int64) throws -> Bool {
    guard try demuxer.seek(stream: stream.index, atOrBefore: time) else { return false }
    decoder.flush()
    isDraining = false
    hasEnded = false
    hasKey = false
    entry = nil
    stopped = nil
    return true
  }

  private mutating func feed() throws {
    guard try read() else {
      isDraining = true
      return try decoder.drain()
    }
    if packet.isKey, !hasKey { (hasKey, entry) = (true, packet.dts ?? packet.pts) }
    if let pts = packet.pts { latestPacket = max(latestPacket ?? pts, pts) }
    skipUnwanted()
    // Some decoders (HEVC) make up what is missing before the first keyframe, and don't say so.
    if hasKey, try !decoder.send(packet) { damagedPackets += 1 }
  }

  /// Half of the pictures of usual H.264 are referred to by none, and needn't be decoded on the way to another.
  private func skipUnwanted() {
    guard decoder.knowsUnreferencedPictures else { return }
    let isWanted = wanted.map { wanted in packet.pts.map(wanted.contains) ?? true } ?? true
    decoder.skipUnreferencedPictures(!isWanted)
  }

  private mutating func read() throws -> Bool {
    do {
      repeat {
        guard try demuxer.read(into: packet) else { return false }
      } while packet.stream != stream.index
      return true
    } catch let error as MediaError {
      stopped = error
      return false
    }
  }
}
