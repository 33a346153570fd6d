import Foundation

/// Media that stands in a text itself.
public enum InlineMedia {
  /// Fewer characters than any image, video or sound has.
  private static let shortest = 64

  /// The data URI of bare base64, its type found by the first bytes; `nil` where the text is none, or holds nothing
  /// that a service takes.
  public static func dataURI(ofBase64 text: String) -> String? {
    // First bytes first: most texts are paths, and a long one need not be decoded to tell.
    guard text.utf8.count >= shortest, let beginning = Data(base64Encoded: String(text.prefix(64))),
      let kind = MediaKind(beginning: beginning), Data(base64Encoded: text) != nil
    else { return nil }
    return "data:\(kind.mimeType);base64,\(text)"
  }
}
