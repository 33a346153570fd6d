import Foundation
import MediaBasics

/// One file's frames being made images: each asked frame is found once, in presented order.
struct FrameExtraction: ~Copyable {
  private var finder: FrameFinder
  private let image: FrameImage
  private let progress: ProgressHandler?
  private let emit: (FramePicture) throws -> Void
  private var emitted: Set<Int> = []

  /// - Parameter emit: Takes each picture as soon as it is made; it need not be kept.
  init(
    _ file: URL, as image: FrameImage, cancellation: Cancellation, progress: ProgressHandler? = nil,
    emit: @escaping (FramePicture) throws -> Void
  ) throws {
    finder = try FrameFinder(file, cancellation: cancellation)
    self.image = image
    self.progress = progress
    self.emit = emit
  }

  /// Makes pictures of the requested frames and of the evenly spread ones; gives their numbers in that order.
  mutating func run(_ requests: [FrameRequest], evenly: Int?) throws -> [Int] {
    if evenly == nil, requests.allSatisfy(\.isEnd) { return try runEnds(requests) }
    let scan = try finder.presentedFrames(progress: progress).scan
    let rate = FrameRate(of: finder.stream, scan)
    let selection = FrameSelection(
      times: scan.hasDistinctTimes ? scan.times : [], count: scan.presented, timeBase: finder.stream.timeBase,
      fps: rate.fps, file: finder.file)
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

  /// First and last alone: the file between them isn't read, where the index tells how many frames there are.
  private mutating func runEnds(_ requests: [FrameRequest]) throws -> [Int] {
    try finder.first()
    let start = finder.frame.presentationTime
    if requests.contains(.first) { try emit(0, seconds: 0) }
    guard requests.contains(.last) else { return requests.map { _ in 0 } }
    let known = try finder.last()
    let time = finder.frame.presentationTime
    if let known, let start, let time {
      try emit(known, seconds: Double(time - start) * finder.stream.timeBase.doubleValue)
      return requests.map { $0 == .first ? 0 : known }
    }
    let scan = try finder.presentedFrames(progress: progress).scan
    let selection = FrameSelection(
      times: scan.hasDistinctTimes ? scan.times : [], count: scan.presented, timeBase: finder.stream.timeBase,
      fps: FrameRate(of: finder.stream, scan).fps, file: finder.file)
    // Where the last frames are damaged, the last one that decodes isn't the last one listed.
    let index = time.flatMap { time in selection.times.lastIndex { $0 <= time } } ?? known ?? scan.presented - 1
    try emit(index, seconds: selection.seconds(of: index))
    return requests.map { $0 == .first ? 0 : index }
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
    guard emitted.insert(index).inserted else { return }
    let (data, size) = try image.encode(finder.frame, of: finder.stream, file: finder.file)
    try emit(
      FramePicture(
        index: index, seconds: seconds, size: size, data: data, isInterlaced: finder.frame.isInterlaced))
  }
}
