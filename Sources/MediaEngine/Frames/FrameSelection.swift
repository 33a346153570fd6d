import MediaBasics

/// Turns requests into frame numbers, once a video's frames are known.
struct FrameSelection {
  /// When each frame appears, ascending, in ticks; empty where times don't tell frames apart.
  let times: [Int64]
  /// How many frames there are.
  let count: Int
  /// Seconds a tick.
  let timeBase: Rational
  let rate: FrameRate
  /// The file's path, for messages.
  let file: String

  /// The numbers of the requested frames in the order asked, then those of `evenly` spread ones.
  ///
  /// - Throws: `media.frame-range`, `media.frame-time`, `media.frame-count`.
  func indices(_ requests: [FrameRequest], evenly: Int?) throws(MediaError) -> [Int] {
    var indices: [Int] = []
    for request in requests { indices.append(try index(of: request)) }
    guard let evenly else { return indices }
    do {
      return indices + (try Timeline(totalFrames: count).positions(images: evenly))
    } catch {
      throw .frameCount(file, given: evenly, frames: count)
    }
  }

  /// When a frame appears, in seconds after the first one.
  func seconds(of index: Int) -> Double {
    guard times.indices.contains(index) else { return Double(index) / rate.fps.doubleValue }
    return Double(times[index] - times[0]) * timeBase.doubleValue
  }

  private func index(of request: FrameRequest) throws(MediaError) -> Int {
    switch request {
    case .first: return 0
    case .last: return count - 1
    case .index(let index):
      guard (0..<count).contains(index) else { throw .frameRange(file, given: index, frames: count) }
      return index
    case .seconds(let seconds): return try index(at: seconds)
    }
  }

  /// The end itself counts as the last frame, so that a clip's whole duration is a time in it.
  private func index(at seconds: Rational) throws(MediaError) -> Int {
    let length = rate.duration(ofFrames: count)
    guard seconds >= .zero, seconds <= length else {
      throw .frameTime(file, given: seconds, seconds: length)
    }
    guard let first = times.first, times.count == count else {
      let frame = seconds.times(rate.fps).map { $0.numerator / $0.denominator } ?? 0
      return min(Int(frame), count - 1)
    }
    // The number of frames that appear at or before the time, by halving.
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      let appears = Rational(Int(times[middle] - first)).times(timeBase) ?? .zero
      if appears <= seconds { low = middle + 1 } else { high = middle }
    }
    return max(low - 1, 0)
  }
}
