import CFFmpeg
import MediaBasics

extension Frame {
  /// A frame of planar floats: `count` samples of `sound` from number `start` on, where it is to be heard.
  init(sound: SoundSamples, from start: Int, count: Int, rate: Int) throws {
    let frame = try Frame()
    let code = frame.withPointer { frame in
      frame.pointee.nb_samples = Int32(count)
      frame.pointee.format = AVSampleFormat.planarFloat.rawValue
      frame.pointee.sample_rate = Int32(rate)
      av_channel_layout_default(&frame.pointee.ch_layout, Int32(sound.channels.count))
      return av_frame_get_buffer(frame, 0)
    }
    try AVResult.check(code) { _ in .noMemory(for: "\(count) samples") }
    for (channel, samples) in sound.channels.enumerated() {
      frame.withSamples(of: channel) { target in
        let first = start - sound.range.lowerBound
        for index in 0..<count {
          target[index] = samples.indices.contains(first + index) ? samples[first + index] : 0
        }
      }
    }
    frame.pts = Int64(start)
    self = frame
  }

  /// Whether it holds 32-bit floats, each channel on its own, of so many channels.
  borrowing func holdsPlanarFloats(channels: Int) -> Bool {
    withPointer {
      $0.pointee.format == AVSampleFormat.planarFloat.rawValue && Int($0.pointee.ch_layout.nb_channels) == channels
    }
  }

  /// Lends a channel's samples for one call. Only for planar floats.
  borrowing func withSamples(of channel: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    withPointer { frame in
      guard let plane = frame.pointee.extended_data[channel] else { return }
      plane.withMemoryRebound(to: Float.self, capacity: sampleCount) {
        body(UnsafeMutableBufferPointer(start: $0, count: sampleCount))
      }
    }
  }
}
