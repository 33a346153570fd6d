/// Warnings that several kinds of work give.
enum MediaWarning {
  /// Colours that are relabelled, not converted.
  static func widePrimaries(_ primaries: String, of file: String) -> String {
    "'\(file)' has the wider colours of \(primaries); they are taken for BT.709's and look paler than they are."
  }
}
