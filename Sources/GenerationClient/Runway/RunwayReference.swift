import Foundation
import MediaBasics
import ModelCatalog

/// What Runway takes as the name of a medium: one of its uploads, an https address, or a data URI.
///
/// From its specification of 2026 and its documentation on inputs.
struct RunwayReference {
  let path: String
  let text: String

  /// Encoded text, not bytes of the file.
  private static let longestDataURI = 5_242_880
  private static let longestAddress = 2048

  /// What is wrong with it; `nil` where the service would look at it.
  var issue: Issue? {
    if text.hasPrefix("data:") { return dataIssue }
    if text.hasPrefix("runway://") { return nil }
    guard let address = try? WebAddress(text) else {
      return refusal(
        "it is no reference of Runway's",
        allowed: "an https address, a runway:// reference, a data URI or a local file")
    }
    if address.isLoopback { return nil }
    if text.utf8.count > Self.longestAddress {
      return refusal("the address is \(text.utf8.count) characters long", allowed: "at most \(Self.longestAddress)")
    }
    let isNumber = address.host.hasPrefix("[") || address.host.allSatisfy { $0.isNumber || $0 == "." }
    return isNumber ? refusal("its host is an IP address", allowed: "a host's name") : nil
  }

  private var dataIssue: Issue? {
    let head = text.prefix { $0 != "," }
    guard head.hasSuffix(";base64"), ["data:image/", "data:video/", "data:audio/"].contains(where: head.hasPrefix)
    else { return refusal("it is a data URI of another form", allowed: "data:image/…;base64, (or video, audio)") }
    guard text.utf8.count > Self.longestDataURI else { return nil }
    return refusal(
      "the data URI is \(text.utf8.count) characters long",
      allowed: "at most \(Self.longestDataURI); a local file may have 200 MB")
  }

  private func refusal(_ found: String, allowed: String) -> Issue {
    Issue(
      .error, code: "invalidMedia", path: path, given: .string(Redactor.shortened(text)), allowed: .string(allowed),
      message: "\(path): \(found); Runway takes \(allowed).")
  }
}

extension RunwayReference {
  /// All that is wrong with the media that a request names.
  static func issues(in request: GenerationRequest) -> [Issue] {
    request.namedMedia.compactMap { path, media, _ in
      guard case .identifier(let text) = media else { return nil }
      return RunwayReference(path: path, text: text).issue
    }
  }
}
