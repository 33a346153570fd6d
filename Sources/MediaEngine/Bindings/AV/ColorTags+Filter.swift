import CFFmpeg

/// A matrix between RGB and luma with chroma that libswscale knows; raw values are the `scale` filter's names.
enum ScaleMatrix: String {
  case bt709, smpte170m, fcc, smpte240m, bt2020

  /// libswscale's coefficients.
  var coefficients: UnsafePointer<Int32>? {
    let number =
      switch self {
      case .bt709: SWS_CS_ITU709
      case .smpte170m: SWS_CS_SMPTE170M
      case .fcc: SWS_CS_FCC
      case .smpte240m: SWS_CS_SMPTE240M
      case .bt2020: SWS_CS_BT2020
      }
    return UnsafePointer(sws_getCoefficients(number))
  }
}

extension ColorTags {
  /// The matrix; pictures that say nothing are BT.709 from 720 lines up, BT.601 below.
  ///
  /// - Throws: `media.color-matrix`.
  func scaleMatrix(height: Int, file: String) throws(MediaError) -> ScaleMatrix {
    switch matrix {
    case AVCOL_SPC_BT709: return .bt709
    case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: return .smpte170m
    case AVCOL_SPC_FCC: return .fcc
    case AVCOL_SPC_SMPTE240M: return .smpte240m
    case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: return .bt2020
    case AVCOL_SPC_UNSPECIFIED, AVCOL_SPC_RGB, AVCOL_SPC_RESERVED: return height >= 720 ? .bt709 : .smpte170m
    default: throw .unknownMatrix(file, matrix: matrixName)
    }
  }
}

extension AVPixelFormat {
  /// libav's number of the format.
  var number: Int32 { rawValue }

  /// Whether it holds how opaque each pixel is.
  var hasAlpha: Bool {
    av_pix_fmt_desc_get(self).map { $0.pointee.flags & UInt64(AV_PIX_FMT_FLAG_ALPHA) != 0 } ?? false
  }

  /// The one format that encoders are given.
  var isOutputFormat: Bool { self == AV_PIX_FMT_YUV420P }
}
