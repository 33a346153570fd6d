public import Foundation
import MediaBasics
public import ModelCatalog

extension MediaReference {
  /// Reads what people write: a URL, data URI, bare base64 or asset id stays what it is; anything else is a path.
  ///
  /// - Parameter folder: what relative paths begin at; `nil` is the working folder.
  public init(_ text: String, relativeTo folder: URL? = nil) {
    let isAddress = ["https://", "http://", "data:", "runway://"].contains { text.lowercased().hasPrefix($0) }
    if isAddress || UUID(uuidString: text) != nil {
      self = .identifier(text)
    } else if let dataURI = InlineMedia.dataURI(ofBase64: text) {
      self = .identifier(dataURI)
    } else {
      self = .file(URL(fileURLWithPath: HomeFolder.expanding(text), relativeTo: folder))
    }
  }
}
