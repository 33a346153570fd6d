import Foundation
import ModelCatalog

/// Reads a media argument: a local file, or what the provider takes as it is.
enum MediaArgument {
  /// A URL, data URI or asset id stays what it is; anything else is a path.
  static func reference(_ text: String) -> MediaReference {
    let isAddress = ["https://", "http://", "data:", "runway://"].contains { text.lowercased().hasPrefix($0) }
    return isAddress || UUID(uuidString: text) != nil ? .identifier(text) : .file(Parse.file(text))
  }
}
