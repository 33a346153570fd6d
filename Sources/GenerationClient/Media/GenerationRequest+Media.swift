import MediaBasics
import ModelCatalog

extension GenerationRequest {
  /// Every medium that the request names, with its parameter, for messages, and what it should be.
  var namedMedia: [(path: String, media: MediaReference, family: MediaKind.Family)] {
    let lists: [(String, [MediaReference], MediaKind.Family)] = [
      ("frameImages", frameImages.map(\.media), .image), ("referenceImages", referenceImages, .image),
      ("referenceVideos", referenceVideos, .video), ("audios", audios, .audio),
    ]
    let single = [("seedVideo", seedVideo), ("performance", performance)]
    return lists.flatMap { name, media, family in media.enumerated().map { ("\(name)[\($0)]", $1, family) } }
      + single.compactMap { name, media in media.map { (name, $0, .video) } }
  }

  /// The web addresses in it that nothing is fetched from: plain `http` of other machines, and what is no address.
  var closedAddresses: [Issue] {
    namedMedia.compactMap { path, media, _ in
      guard case .identifier(let text) = media, text.lowercased().hasPrefix("http"), (try? WebAddress(text)) == nil
      else { return nil }
      return Issue(
        .error, code: "invalidMedia", path: path, given: .string(Redactor.shortened(text)),
        allowed: "an https address", message: "\(path): '\(Redactor.shortened(text))' is no https address.",
        hint: "Give an https address or a local file.")
    }
  }
}
