public import Foundation

extension MediaReference {
  /// Reads what people write: a URL, data URI or asset id stays what it is; anything else is a path.
  ///
  /// - Parameter folder: what relative paths begin at; `nil` is the working folder.
  public init(_ text: String, relativeTo folder: URL? = nil) {
    let isAddress = ["https://", "http://", "data:", "runway://"].contains { text.lowercased().hasPrefix($0) }
    if isAddress || UUID(uuidString: text) != nil {
      self = .identifier(text)
    } else {
      self = .file(URL(fileURLWithPath: (text as NSString).expandingTildeInPath, relativeTo: folder))
    }
  }
}
