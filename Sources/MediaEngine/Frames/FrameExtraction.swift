import Foundation
import MediaBasics

/// One file's frames being made images: each asked frame is found once, in presented order, and encoded while the next
/// one is looked for.
struct FrameExtraction: ~Copyable {
  private var finder: FrameFinder
  private let url: URL
  private let cancellation: Cancellation
  private let image: FrameImage
  private let progress: ProgressHandler?
  private let emit: (FramePicture) throws -> Void
  private var emitted: Set<Int> = []
  private var pending: PendingPicture?

  /// - Parameters:
  ///   - threads: The decoder's; for the first frame alone one is soonest ready.
  ///   - emit: Takes each picture as soon as it is made; it need not be kept.
  /// - Throws: as ``FrameImage/check()``, and what opening a video throws.
  init(
    _ file: URL, as image: FrameImage, threads: Int? = nil, cancellation: Cancellation,
    progress: ProgressHandler? = nil,
    emit: @escaping (FramePicture) throws -> Void
  ) throws {
    try image.check()
    finder = try FrameFinder(file, threads: threads, cancellation: cancellation)
    if PictureConversion.needsFilters(finder.stream) { FilterLibrary.loadAside() }
    url = file
    self.cancellation = cancellation
    self.image = image
    self.progress = progress
    self.emit = emit
  }

  /// Makes pictures of the requested frames and of the evenly spread ones; gives their numbers in that order.
  mutating func run(_ requests: [FrameRequest], evenly: Int?) throws -> [Int] {
    let indices: [Int]
    do {
      indices = try find(requests, evenly: evenly)
    } catch {
      // What was found before is kept.
      try? flush()
      throw error
    }
    try flush()
    return indices
  }

  private mutating func find(_ requests: [FrameRequest], evenly: Int?) throws -> [Int] {
    if evenly == nil, requests.allSatisfy(\.isEnd) { return try findEnds(requests) }
    let scan = try finder.presentedFrames(progress: progress).scan
    let rate = FrameRate(of: finder.stream, scan)
    let selection = FrameSelection(
      times: scan.hasDistinctTimes ? scan.times : [], count: scan.presented, timeBase: finder.stream.timeBase,
      rate: rate, file: finder.file)
    let indices = try selection.indices(requests, evenly: evenly)
    let distinct = Set(indices).sorted()
    try finder.prepare(for: Set(indices))
    for (done, index) in distinct.enumerated() {
      try find(index, in: scan)
      try emit(index, seconds: selection.seconds(of: index))
      progress?(
        ProgressUpdate(stage: "frames", completed: Int64(done + 1), total: Int64(distinct.count), unit: .frames))
    }
    return indices
  }

  /// First and last alone: the file between them isn't read, where the index tells how many frames there are. One is
  /// looked for beside the other, since a single one doesn't keep the cores busy.
  private mutating func findEnds(_ requests: [FrameRequest]) throws -> [Int] {
    guard requests.contains(.last) else {
      try finder.first()
      try emit(0, seconds: 0)
      report(1, of: requests)
      return requests.map { _ in 0 }
    }
    let first = Aside { [url, cancellation] in
      var finder = try FrameFinder(url, threads: 1, cancellation: cancellation)
      try finder.first()
      return Boxed(try finder.frame.reference())
    }
    let last = Result { try finder.last() }
    let opening = try first.value()
    let start = opening.content.presentationTime
    // Not sooner: until then the cores are busy with what the last frame is decoded from, then one would be idle.
    if requests.contains(.first) {
      pending = finder.encode(opening, 0, seconds: 0, image, isDamaged: opening.content.isDamaged)
      report(1, of: requests)
    }
    let known = try last.get()
    let time = finder.frame.presentationTime
    if let known, let start, let time {
      try emit(known, seconds: Double(time - start) * finder.stream.timeBase.doubleValue)
      report(Set(requests).count, of: requests)
      return requests.map { $0 == .first ? 0 : known }
    }
    let scan = try finder.presentedFrames(progress: progress).scan
    let selection = FrameSelection(
      times: scan.hasDistinctTimes ? scan.times : [], count: scan.presented, timeBase: finder.stream.timeBase,
      rate: FrameRate(of: finder.stream, scan), file: finder.file)
    // Where the last frames are damaged, the last one that decodes isn't the last one listed.
    let index = time.flatMap { time in selection.times.lastIndex { $0 <= time } } ?? known ?? scan.presented - 1
    try emit(index, seconds: selection.seconds(of: index))
    report(Set(requests).count, of: requests)
    return requests.map { $0 == .first ? 0 : index }
  }

  private func report(_ done: Int, of requests: [FrameRequest]) {
    let total = max(Set(requests).count, 1)
    progress?(
      ProgressUpdate(stage: "frames", completed: Int64(done), total: Int64(total), unit: .frames))
  }

  /// Where times don't tell frames apart, the last one is still found from the end.
  private mutating func find(_ index: Int, in scan: PacketScan) throws {
    if index == scan.presented - 1, !scan.hasDistinctTimes {
      _ = try finder.last()
    } else {
      try finder.find(index)
    }
  }

  private mutating func emit(_ index: Int, seconds: Double) throws {
    guard index != pending?.index, !emitted.contains(index) else { return }
    let next = finder.encode(
      Boxed(try finder.frame.reference()), index, seconds: seconds, image, isDamaged: finder.isGuessed)
    try flush()
    pending = next
  }

  private mutating func flush() throws {
    guard let done = pending.take() else { return }
    emitted.insert(done.index)
    try emit(done.picture())
  }
}

/// A frame that is being made an image.
private struct PendingPicture: Sendable {
  let index: Int
  let seconds: Double
  let isInterlaced: Bool
  let isDamaged: Bool
  let image: Aside<(data: Data, size: PixelSize)>

  func picture() throws -> FramePicture {
    let (data, size) = try image.value()
    return FramePicture(
      index: index, seconds: seconds, size: size, data: data, isInterlaced: isInterlaced, isDamaged: isDamaged)
  }
}

extension FrameFinder {
  /// Begins to encode a frame.
  fileprivate borrowing func encode(
    _ frame: Boxed<Frame>, _ index: Int, seconds: Double, _ image: FrameImage, isDamaged: Bool
  ) -> PendingPicture {
    PendingPicture(
      index: index, seconds: seconds, isInterlaced: frame.content.isInterlaced, isDamaged: isDamaged,
      image: Aside { [stream, file] in try image.encode(frame.content, of: stream, file: file) })
  }
}
