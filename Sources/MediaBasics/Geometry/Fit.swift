/// How a picture is brought to a size whose aspect ratio may differ.
public enum Fit: String, CaseIterable, Hashable, Sendable, Codable {
  /// Whole picture, bars of the background beside it (letterbox).
  case contain
  /// Whole target, what lies beyond it cut off.
  case cover
  /// Both sides brought to the target, each by its own factor.
  case stretch
  /// As `contain`, the bars filled with a blurred, darkened copy of the picture.
  case blur
}
