import CFFmpeg

/// The four separate facts about colour that a stream or a frame carries; each may be unspecified.
struct ColorTags: Hashable, Sendable {
  var matrix: AVColorSpace
  var range: AVColorRange
  var primaries: AVColorPrimaries
  var transfer: AVColorTransferCharacteristic

  /// These tags where they say something, `other`'s where they don't.
  func filled(from other: ColorTags) -> ColorTags {
    ColorTags(
      matrix: matrix == AVCOL_SPC_UNSPECIFIED ? other.matrix : matrix,
      range: range == AVCOL_RANGE_UNSPECIFIED ? other.range : range,
      primaries: primaries == AVCOL_PRI_UNSPECIFIED ? other.primaries : primaries,
      transfer: transfer == AVCOL_TRC_UNSPECIFIED ? other.transfer : transfer)
  }

  /// Whether the transfer curve is PQ or HLG: light far beyond what 8-bit sRGB can show.
  var isHighDynamicRange: Bool { transfer == AVCOL_TRC_SMPTE2084 || transfer == AVCOL_TRC_ARIB_STD_B67 }
}
