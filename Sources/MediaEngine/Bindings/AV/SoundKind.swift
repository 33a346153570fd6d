import CFFmpeg
import MediaBasics

/// What decoded samples are.
struct SoundKind: Hashable {
  /// Samples a second.
  let rate: Int
  let format: AVSampleFormat
  /// libavfilter's name of the channel layout.
  let layout: String

  /// Samples of this kind for a filter graph, their times counted in samples.
  var input: FilterInput {
    .sound(rate: rate, layout: layout, format: format, timeBase: Rational(1, Int64(rate)) ?? Rational(1))
  }
}

extension Frame {
  /// What the frame's samples are; where only a number of channels is known, they are taken for the usual ones.
  var soundKind: SoundKind {
    withPointer { frame in
      if frame.pointee.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC {
        av_channel_layout_default(&frame.pointee.ch_layout, frame.pointee.ch_layout.nb_channels)
      }
      let layout = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
        guard let start = buffer.baseAddress,
          av_channel_layout_describe(&frame.pointee.ch_layout, start, 128) > 0
        else { return "stereo" }
        return String(cString: start)
      }
      return SoundKind(
        rate: Int(frame.pointee.sample_rate), format: AVSampleFormat(rawValue: frame.pointee.format), layout: layout)
    }
  }
}
