import CFFmpeg
import Foundation
import MediaBasics

/// What reading every packet of the main streams showed; nothing is decoded.
struct PacketScan: Sendable {
  /// A point where decoding can start.
  struct KeyPacket: Hashable, Sendable {
    let pts: Int64
    let isDiscarded: Bool
  }

  /// Presented video packets' times in presented order, in ticks.
  private(set) var times: [Int64] = []
  /// The same in decode order.
  private(set) var decodeOrder: [Int64] = []
  /// Numbers in decode order of the keyframes that forget everything before them.
  private(set) var fresh: [Int] = []
  /// Presented video packets, with or without a time.
  private(set) var presented = 0
  /// Video packets that hold a frame which is never shown.
  private(set) var hidden = 0
  /// Video packets outside the edit list.
  private(set) var discarded = 0
  /// How long the last presented frame lasts, in ticks; 0 where unknown.
  private(set) var lastDuration: Int64 = 0
  /// Keyframes in decode order, the ones before the edit list's start too.
  private(set) var keys: [KeyPacket] = []
  /// Whether presented order differs from decode order.
  private(set) var isReordered = false
  /// Whether each presented packet has a time of its own, so that a time names a frame.
  private(set) var hasDistinctTimes = true
  /// Whether the stream begins with packets that need others which aren't there: cut out of a longer one.
  private(set) var beginsBroken = false
  /// Packets that the demuxer marked as damaged.
  private(set) var corrupt = 0
  /// Why reading stopped before the end, where it did.
  private(set) var stopped: MediaError?
  /// What shows that the container is cut off or damaged, where reading it met no error.
  private(set) var damage: String?
  /// The main audio stream's sound, where there is one.
  private(set) var sound: SoundSpan?

  /// When presented packets are decoded, in ticks, where the container may leave out when they are presented.
  private(set) var decodeTimes: [Int64] = []

  /// Where the clock goes back, as where transport streams were put end to end.
  private(set) var setback: Setback?

  /// A clock that goes back.
  struct Setback: Sendable {
    /// Presented packets before it.
    let packets: Int
    /// The last time of decoding before it, counted from the first, and the next one, in ticks.
    let before: Int64
    let after: Int64
  }

  /// Video packets of any kind.
  private var total = 0
  private var firstDecoded: Int64?
  private var latestDecoded = Int64.min
  private let keepsDecodeTimes: Bool
  private let isMatroska: Bool
  private let leastSetback: Int64
  private var latest = Int64.min
  private var firstKey: Int64?

  /// Reads a file from where the demuxer stands to its end.
  init(
    reading demuxer: borrowing Demuxer, video: MediaStream, audio: MediaStream?, bytes: Int64,
    progress: ProgressHandler? = nil
  ) throws {
    demuxer.discardAll(except: video.index, audio?.index ?? video.index)
    isMatroska = demuxer.formatName.hasPrefix("matroska")
    keepsDecodeTimes = !demuxer.formatName.hasPrefix("mov") && !isMatroska
    // Less is a muxer's disorder.
    leastSetback = video.timeBase.denominator / (2 * max(video.timeBase.numerator, 1))
    sound = audio.map(SoundSpan.init(of:))
    let packet = try Packet()
    var count = 0
    while try next(from: demuxer, into: packet) {
      if packet.stream == video.index {
        add(packet, codec: video.codec)
      } else if packet.stream == audio?.index {
        sound?.add(packet)
      }
      count += 1
      if count % 1024 == 0, let position = packet.position {
        progress?(ProgressUpdate(stage: "reading", completed: position, total: bytes, unit: .bytes))
      }
    }
    finish()
    damage = Self.damage(demuxer, video, bytes: bytes)
  }

  /// libav takes the end of a file for the end of its media, and steps over what makes no sense: that more was promised
  /// stands in the index or in the container's own lines of the log. (A parser's lines are about a stream's beginning.)
  private static func damage(_ demuxer: borrowing Demuxer, _ video: MediaStream, bytes: Int64) -> String? {
    let prefix = "[\(demuxer.formatName)] "
    if let line = LogCapture.takeLines().first(where: { $0.hasPrefix(prefix) }) {
      return String(line.dropFirst(prefix.count))
    }
    guard let end = demuxer.index(of: video.index)?.endOfMedia, end > bytes else { return nil }
    return "the index tells of media up to byte \(end), the file ends at \(bytes)"
  }

  private mutating func next(from demuxer: borrowing Demuxer, into packet: borrowing Packet) throws -> Bool {
    do {
      return try demuxer.read(into: packet)
    } catch let error as MediaError {
      stopped = error
      return false
    }
  }

  private mutating func add(_ packet: borrowing Packet, codec: AVCodecID) {
    if packet.isCorrupt { corrupt += 1 }
    total += 1
    if let dts = packet.dts { watch(dts) }
    if packet.isKey, let pts = packet.pts { keys.append(KeyPacket(pts: pts, isDiscarded: packet.isDiscarded)) }
    if packet.isKey, firstKey == nil { firstKey = packet.pts ?? .min }
    if packet.isDiscarded {
      discarded += 1
      return
    }
    if packet.bytes == 0 { return }
    if packet.holdsHiddenFrame(codec: codec) {
      hidden += 1
      return
    }
    presented += 1
    if keepsDecodeTimes, let dts = packet.dts { decodeTimes.append(dts) }
    guard let pts = packet.pts else {
      hasDistinctTimes = false
      if isMatroska, packet.isTimeless { beginsBroken = true }
      return
    }
    // Without a key before it, or presented before the first key: its references are missing.
    if let firstKey { beginsBroken = beginsBroken || pts < firstKey } else { beginsBroken = true }
    if pts < latest { isReordered = true } else { (latest, lastDuration) = (pts, packet.duration) }
    if packet.startsAnew(codec: codec) { fresh.append(decodeOrder.count) }
    decodeOrder.append(pts)
  }

  private mutating func watch(_ dts: Int64) {
    let first = firstDecoded ?? dts
    firstDecoded = first
    if setback == nil, dts < latestDecoded, latestDecoded - dts > leastSetback {
      setback = Setback(packets: presented, before: latestDecoded - first, after: dts - first)
    }
    latestDecoded = max(latestDecoded, dts)
  }

  private mutating func finish() {
    times = isReordered ? decodeOrder.sorted() : decodeOrder
    if times.count < presented, times.first == keys.first?.pts {
      times = decodeTimes.presented(knowing: times) ?? times
    }
    hasDistinctTimes = times.count == presented
    if zip(times.dropFirst(), times).contains(where: { $0 == $1 }) { hasDistinctTimes = false }
  }

  /// Whether each packet is a presented frame with a time of its own, and none is damaged.
  var isPlain: Bool {
    hasDistinctTimes && decodeOrder.count == total && times.count == total && corrupt == 0 && stopped == nil
      && damage == nil
  }

  /// Packets read that are no presented frame: before or after the edit list, or hidden.
  var concealed: Int { hidden + discarded }

  /// Puts a count in place of the packets'; no time names a frame then.
  mutating func replaceCount(with count: Int) {
    presented = count
    times = []
    hasDistinctTimes = false
  }

  /// Puts the times that decoding gave in place of the packets'.
  mutating func replaceTimes(with decoded: [Int64]) {
    times = decoded
    presented = decoded.count
    hasDistinctTimes = !zip(times.dropFirst(), times).contains { $0 == $1 }
  }
}

extension [Int64] {
  /// Times of decoding as those of presentation, where only some of these are known: a stream has the same times of both
  /// kinds, one later than the other (several pictures of an MPEG program stream share what tells them). Nil where that
  /// doesn't hold.
  fileprivate func presented(knowing known: [Int64]) -> [Int64]? {
    guard let first = first, let presented = known.first, count > known.count,
      zip(dropFirst(), self).allSatisfy({ $0 > $1 })
    else { return nil }
    let shifted = map { $0 + presented - first }
    return Set(shifted).isSuperset(of: known) ? shifted : nil
  }
}

extension FrameRate {
  /// The rate of a stream that has been read. Where frames have no times of their own (AVI), the steps at which they are
  /// decoded tell it, if they are even.
  init(of stream: MediaStream, _ scan: PacketScan) {
    func rate(_ times: [Int64]) -> FrameRate {
      FrameRate(
        times: times, timeBase: stream.timeBase, lastDuration: scan.lastDuration,
        declared: [stream.averageRate, stream.nominalRate].compactMap(\.self))
    }
    let decoding = scan.times.count < scan.presented && scan.decodeTimes.count == scan.presented
    let steps = decoding ? rate(scan.decodeTimes) : nil
    self = if let steps, steps.isConstant { steps } else { rate(scan.times) }
  }
}
