import MediaBasics

/// A short run of the output's sound, each channel on its own, to which clips add what of them is heard there.
struct SoundSamples {
  /// The output's samples that it covers.
  let range: Range<Int>
  private(set) var channels: [[Float]]

  /// How a clip is heard in the output.
  struct Run {
    /// The output's samples at which it is heard.
    var heard: Range<Int>
    /// Samples over which it rises from silence, and falls back to it.
    var fadeIn: Int
    var fadeOut: Int
    /// What is added to a sample's number in the file to get its number in the output.
    var offset: Int

    func gain(at sample: Int) -> Float {
      let (fromStart, toEnd) = (sample - heard.lowerBound, heard.upperBound - sample)
      let rise = fadeIn > 0 ? Float(fromStart) / Float(fadeIn) : 1
      let fall = fadeOut > 0 ? Float(toEnd) / Float(fadeOut) : 1
      return max(0, min(1, rise, fall))
    }
  }

  /// Silence.
  init(channels: Int, range: Range<Int>) {
    self.range = range
    self.channels = Array(repeating: Array(repeating: 0, count: range.count), count: channels)
  }

  /// Adds a clip's decoded samples up to number `end` of its file.
  mutating func add(_ run: Run, from source: consuming SoundSource, upTo end: Int) throws {
    let frame = try Frame()
    while try source.next(into: frame), let time = frame.presentationTime, time < end {
      guard frame.holdsPlanarFloats(channels: channels.count) else { continue }
      let start = Int(time) + run.offset
      let shared = (start..<start + frame.sampleCount).clamped(to: range).clamped(to: run.heard)
      for channel in channels.indices {
        frame.withSamples(of: channel) { samples in
          for sample in shared {
            channels[channel][sample - range.lowerBound] += samples[sample - start] * run.gain(at: sample)
          }
        }
      }
    }
  }
}
