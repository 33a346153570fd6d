import Foundation

/// What a string that stands for media is: both services allow several forms in one field.
enum InlineMedia {
  /// A UUID of something uploaded or generated.
  case asset(String)
  /// An address.
  case address(URL)
  /// The content itself, out of a data URI or bare base64.
  case content(Data)

  /// Tells the forms apart.
  ///
  /// - Throws: ``MediaRefusal`` where it is none of them.
  init(_ text: String) throws(MediaRefusal) {
    if UUID(uuidString: text) != nil {
      self = .asset(text.lowercased())
    } else if text.hasPrefix("http://") || text.hasPrefix("https://") {
      guard let url = URL(string: text) else { throw .undecodable }
      self = .address(url)
    } else if text.hasPrefix("data:") {
      guard let comma = text.firstIndex(of: ","), text[..<comma].hasSuffix(";base64") else { throw .undecodable }
      self = .content(try Self.decode(String(text[text.index(after: comma)...])))
    } else {
      self = .content(try Self.decode(text))
    }
  }

  private static func decode(_ base64: String) throws(MediaRefusal) -> Data {
    guard let data = Data(base64Encoded: base64, options: .ignoreUnknownCharacters), !data.isEmpty else {
      throw .undecodable
    }
    return data
  }
}
