import CFFmpeg
import Foundation
import MediaBasics

/// Finds frames of one file by seeking; the one found is in ``frame``.
struct FrameFinder: ~Copyable {
  /// The frame that the last call found.
  let frame: Frame
  private let url: URL
  private let cancellation: Cancellation
  private var reader: FrameReader
  private var measured: PresentedFrames?
  /// When ``frame`` is presented, while decoding can go on from it.
  private var position: Int64?
  /// Whether parts of ``frame`` are guessed: it is damaged itself, or one is since the keyframe that it is decoded from.
  private(set) var isGuessed = false
  /// Damaged packets of ``reader`` that have been taken into account.
  private var lostPackets = 0
  private var decoded = 0
  private var isAtStart = true
  /// Whether no packet was read from ``reader`` yet.
  private var isUnread = true
  /// The times of the only frames that will be asked for; nil for any.
  private var wanted: Set<Int64>? {
    didSet { reader.wanted = wanted }
  }

  /// Opens a file's main video stream.
  ///
  /// - Parameter threads: The decoder's; nil for as many as keep all cores busy.
  init(_ url: URL, threads: Int? = nil, cancellation: Cancellation) throws {
    let frame = try Frame()
    let reader = try FrameReader(opening: url, cancellation: cancellation, threads: threads)
    self.frame = frame
    self.reader = reader
    self.url = url
    self.cancellation = cancellation
  }

  var stream: MediaStream { reader.stream }
  var file: String { reader.demuxer.file }

  /// All frames' times; read from the packets at the first call.
  mutating func presentedFrames(progress: ProgressHandler? = nil) throws -> PresentedFrames {
    if let measured { return measured }
    let frames =
      if isUnread {
        // A second demuxer would hold the container's whole index a second time.
        try PresentedFrames(reading: reader.demuxer, url: url, cancellation: cancellation, progress: progress)
      } else {
        try PresentedFrames(of: url, cancellation: cancellation, progress: progress)
      }
    if isUnread { (isUnread, isAtStart) = (false, false) }
    measured = frames
    return frames
  }

  /// The first frame that can be shown.
  mutating func first() throws {
    if !isAtStart || decoded > 0 { try restart() }
    guard try next() else { throw MediaError.noFrames(file, stopped: reader.stopped) }
  }

  /// The last frame that can be shown, found from the file's end; gives its number where that is sure without reading
  /// the whole file.
  mutating func last() throws -> Int? {
    var steps = SeekSteps(timeBase: stream.timeBase)
    while true {
      if let last = try lastByTime(steps) { return last.number }
      if let earlier = stepsBeforeEntry(steps), let last = try lastByTime(earlier) { return last.number }
      try start(steps)
      let kept = try Frame()
      while try next() { kept.take(from: frame) }
      if !kept.isEmpty {
        frame.take(from: kept)
        return isAtStart ? decoded - 1 : nil
      }
      if isAtStart { throw MediaError.noFrames(file, stopped: reader.stopped) }
      steps.goBack(from: reader.latestPacket ?? reader.demuxer.declaredEnd(of: stream), start: stream.startTime ?? 0)
    }
  }

  /// One second before the keyframe that decoding began at; nil where it began at the start.
  ///
  /// libav's H.264 decoder drops, as it is drained, what it decoded before the first picture after a seek was shown: all
  /// that follows a keyframe that isn't an IDR, where it stands so close to the end.
  private borrowing func stepsBeforeEntry(_ steps: SeekSteps) -> SeekSteps? {
    guard !isAtStart, let entry = reader.entry else { return nil }
    var earlier = steps
    earlier.goBack(from: entry, start: stream.startTime ?? 0)
    return earlier
  }

  private struct Last {
    /// Its number, where that is sure.
    let number: Int?
  }

  /// The usual case: the packets from the last keyframe on tell which frame is the last, and it decodes.
  ///
  /// - Returns: nil where it doesn't, and everything that decodes must be looked at.
  private mutating func lastByTime(_ steps: SeekSteps) throws -> Last? {
    guard stream.hasOwnTimes(in: reader.demuxer.formatName) else { return nil }
    try start(steps)
    isUnread = false
    guard let tail = try reader.tail(), let entry = reader.entry else { return nil }
    try start(steps)
    wanted = [tail.lastTime]
    defer { wanted = nil }
    guard try advance(to: tail.lastTime), !frame.isDamaged else { return nil }
    return Last(number: try number(ofLast: tail.presented, from: entry))
  }

  private mutating func start(_ steps: SeekSteps) throws {
    try steps.isBeforeStart ? restart() : seek(atOrBefore: steps.target)
  }

  /// Says which frames will be asked for by number, so that others needn't be decoded.
  mutating func prepare(for indices: Set<Int>) throws {
    let scan = try presentedFrames().scan
    wanted = scan.hasDistinctTimes ? Set(indices.filter(scan.times.indices.contains).map { scan.times[$0] }) : nil
  }

  /// The frame with a number.
  ///
  /// - Throws: `media.frame-lost` where it is listed and can't be decoded.
  mutating func find(_ index: Int) throws {
    let scan = try presentedFrames().scan
    guard scan.hasDistinctTimes, scan.times.indices.contains(index) else { return try count(to: index) }
    let time = scan.times[index]
    // The keyframe that the frame is decoded from, if its GOP is sound.
    let key = scan.keys.last { $0.pts <= time }?.pts ?? time
    if let position, position < time, key <= position, try advance(to: time) { return }
    var steps = SeekSteps(timeBase: stream.timeBase, target: key)
    while true {
      try start(steps)
      if try advance(to: time) { return }
      if isAtStart { throw MediaError.frameLost(file, index: index, frames: scan.presented) }
      steps.goBack(from: key, start: scan.times[0])
    }
  }

  /// Decodes on to the frame of a time; false where it doesn't come, or comes damaged though it may be had sound from
  /// an earlier keyframe.
  private mutating func advance(to time: Int64) throws -> Bool {
    var before: Int64?
    while try next() {
      guard let position else {
        // The last frame may come without the time that its packet didn't tell (MPEG program streams).
        if let times = measured?.scan.times, times.last == time, times.dropLast().last == before { return true }
        continue
      }
      before = position
      if position == time { return isAtStart || !frame.isDamaged }
      if position > time, !isAtStart { return false }
    }
    return false
  }

  /// Counts frames from the start: the only way where times don't tell them apart.
  private mutating func count(to index: Int) throws {
    if !isAtStart || decoded > index + 1 { try restart() }
    while decoded <= index {
      guard try next() else { throw MediaError.frameLost(file, index: index, frames: decoded) }
    }
  }

  private mutating func next() throws -> Bool {
    isUnread = false
    guard try reader.next(into: frame) else {
      position = nil
      return false
    }
    position = frame.presentationTime
    decoded += 1
    // Decoders mark the frame whose own bytes are damaged, not those that are built on it.
    isGuessed = frame.isDamaged || !frame.isKey && (isGuessed || reader.damagedPackets > lostPackets)
    lostPackets = reader.damagedPackets
    return true
  }

  private mutating func seek(atOrBefore target: Int64) throws {
    isUnread = false
    guard try reader.seek(atOrBefore: target) else { return try restart() }
    (position, decoded, isAtStart) = (nil, 0, false)
    (isGuessed, lostPackets) = (false, reader.damagedPackets)
  }

  private mutating func restart() throws {
    reader = try FrameReader(opening: url, cancellation: cancellation)
    reader.wanted = wanted
    (position, decoded, isAtStart, isUnread) = (nil, 0, true, true)
    (isGuessed, lostPackets) = (false, 0)
  }

  /// The last frame's number, where the index covers the whole file and agrees with the packets that were read from a
  /// keyframe to the end.
  private func number(ofLast presented: Int, from entry: Int64) throws -> Int? {
    let layout = try ContainerLayout(of: url, formatName: reader.demuxer.formatName)
    guard layout.coversAllPackets, let index = reader.demuxer.index(of: stream.index), index.beginsWithKey,
      let key = index.lastKey, key.time == entry, key.presented == presented,
      index.endOfMedia <= (try InputFile.check(url)),
      // libdav1d shows what lies outside the edit list too, as players built on it do; counting decoded frames tells.
      stream.codec != AV_CODEC_ID_AV1 || index.presented == index.packets
    else { return nil }
    return index.presented - 1
  }
}
