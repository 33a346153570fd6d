import CFFmpeg
import MediaBasics

extension Frame {
  /// The four facts about its colour.
  var color: ColorTags {
    withPointer {
      ColorTags(
        matrix: $0.pointee.colorspace, range: $0.pointee.color_range, primaries: $0.pointee.color_primaries,
        transfer: $0.pointee.color_trc)
    }
  }

  /// A number that a measuring filter left with the frame, such as `lavfi.ssim.All`.
  borrowing func measurement(_ key: String) -> Double? {
    withPointer { frame in
      av_dict_get(frame.pointee.metadata, key, nil, 0).flatMap { Double(String(cString: $0.pointee.value)) }
    }
  }
}
