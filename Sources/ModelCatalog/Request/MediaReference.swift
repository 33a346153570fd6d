public import Foundation

/// An image, video or audio input: a local file, or a name under which the provider finds it.
public enum MediaReference: Hashable, Sendable {
  /// A local file, which is uploaded before the request goes out.
  case file(URL)
  /// What the provider takes as it is: an asset's UUID, a URL, a data URI, `runway://…`.
  case identifier(String)
}

extension MediaReference: CustomStringConvertible {
  /// The path or the identifier; a data URI is cut short, for it may be megabytes long.
  public var description: String {
    switch self {
    case .file(let url): url.relativePath
    case .identifier(let name) where name.utf8.count > 120: "\(name.prefix(60))… (\(name.utf8.count) bytes)"
    case .identifier(let name): name
    }
  }
}

extension MediaReference: Codable {
  private enum CodingKeys: String, CodingKey { case file, identifier }

  /// Reads `{"file": PATH}` or `{"identifier": NAME}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let path = try container.decodeIfPresent(String.self, forKey: .file) {
      self = .file(URL(fileURLWithPath: path))
    } else {
      self = .identifier(try container.decode(String.self, forKey: .identifier))
    }
  }

  /// Writes the form that is read; a file by its absolute path.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .file(let url): try container.encode(url.path, forKey: .file)
    case .identifier(let name): try container.encode(name, forKey: .identifier)
    }
  }
}
