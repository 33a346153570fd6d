import Foundation
import MediaBasics

/// A clip's pictures by time, each brought to the output's size and colours when it is asked for.
final class PictureReader {
  /// The picture that ``show()`` prepared last.
  let shown: Frame
  /// When the first picture is presented, on the file's own clock, in seconds.
  private(set) var firstTime = Rational.zero
  /// The number of the current picture, counted from 0.
  private(set) var index = -1
  /// How many of the pictures decoded so far the decoder marked as concealed or guessed.
  private(set) var damaged = 0

  private var reader: FrameReader
  private let video: VideoInfo
  private let fitting: PictureFitting
  private let color: ColorTransform?
  private let tolerance: Rational
  private let current: Frame
  private let next: Frame
  private var firstTick: Int64?
  private var hasNext = false
  private var nextIndex = -1
  private var decoded = 0
  private var nextTime = Rational.zero
  private var isShown = false
  private var filters: FittingFilters?

  /// Opens a file and decodes its first picture, which is then the current one.
  ///
  /// - Parameters:
  ///   - color: What its colours are corrected by, once they are the output's.
  ///   - rate: The output's frames a second, which a picture of a varying rate is brought to.
  init(
    _ file: URL, _ video: VideoInfo, fitting: PictureFitting, color: ColorTransform? = nil, rate: Rational? = nil,
    cancellation: Cancellation
  ) throws {
    let reader = try FrameReader(opening: file, cancellation: cancellation)
    shown = try Frame()
    current = try Frame()
    next = try Frame()
    var fitting = fitting
    fitting.orientation = reader.stream.orientation
    self.reader = reader
    self.video = video
    self.fitting = fitting
    self.color = color
    // Times that jitter around the output's grid still show each picture once.
    let fastest = max(rate ?? video.fps, video.fps)
    tolerance = video.constantRate ? .zero : Rational(2).times(fastest)?.reciprocal ?? .zero
    try decode()
    guard hasNext else { throw MediaError.noFrames(file.relativePath, stopped: self.reader.stopped) }
    firstTime = Rational(firstTick ?? 0, 1)?.times(self.reader.stream.timeBase) ?? .zero
    try step()
  }

  /// Goes on to the last picture that begins at or before a time of the clip, in seconds, or where its rate varies less
  /// than half a frame later; to the last one of all where `time` is nil.
  func advance(to time: Rational?) throws {
    // At a clip's very beginning its first picture is shown, however close the next one is.
    let limit = time.map { $0 > .zero ? $0.plus(tolerance) ?? $0 : $0 }
    while hasNext, time.map({ nextTime <= $0 }) ?? true || limit.map({ nextTime < $0 }) ?? true { try step() }
  }

  /// Prepares the current picture in ``shown``.
  func show() throws {
    if isShown { return }
    let source = try PictureFitting.Source(
      current, stream: reader.stream, shown: video.size, file: reader.demuxer.file)
    if filters?.source != source { filters = try FittingFilters(fitting, source, like: current) }
    try filters?.apply(to: current, into: shown)
    if let color { try shown.recolor(color) }
    isShown = true
  }

  /// How many pictures the file gave, once its end is reached; nil before.
  var given: Int? { hasNext ? nil : decoded }

  private func step() throws {
    current.take(from: next)
    index = nextIndex
    isShown = false
    try decode()
  }

  private func decode() throws {
    hasNext = try reader.next(into: next)
    guard hasNext else { return }
    decoded += 1
    if next.isDamaged { damaged += 1 }
    let tick = next.presentationTime
    firstTick = firstTick ?? tick
    let elapsed = tick.flatMap { tick in firstTick.flatMap { Rational(tick - $0, 1) } }?.times(reader.stream.timeBase)
    // At a constant rate the frame's number is its time: containers round. A number may be skipped, where a frame was
    // lost to damage, but none comes twice.
    let counted = nextIndex + 1
    nextIndex =
      video.constantRate ? max(counted, elapsed?.times(video.fps).map { Int($0.rounded) } ?? counted) : counted
    let regular = Rational(nextIndex).divided(by: video.fps) ?? .zero
    nextTime = video.constantRate ? regular : elapsed ?? regular
  }
}

/// The filters for pictures of one kind.
final class FittingFilters {
  let source: PictureFitting.Source
  private let graph: FilterGraph

  init(_ fitting: PictureFitting, _ source: PictureFitting.Source, like frame: borrowing Frame) throws {
    self.source = source
    graph = try FilterGraph(fitting.filters(for: source), [.pictures(like: frame, timeBase: Rational(1))])
  }

  func apply(to frame: borrowing Frame, into result: borrowing Frame) throws {
    try graph.send(frame)
    guard case .frame = try graph.receive(into: result) else { throw MediaError.noMemory(for: "a picture") }
  }
}
