import Foundation
import ModelCatalog

extension GenerationRequest {
  /// The local files among its inputs, in the order of its fields.
  var files: [URL] {
    media.compactMap { if case .file(let url) = $0 { url } else { nil } }
  }

  /// The request with each local file exchanged for something else.
  func replacingFiles(_ replace: (URL) throws -> MediaReference) rethrows -> GenerationRequest {
    func exchange(_ reference: MediaReference) throws -> MediaReference {
      if case .file(let url) = reference { try replace(url) } else { reference }
    }
    var request = self
    request.frameImages = try frameImages.map { FrameImage(try exchange($0.media), at: $0.position) }
    request.referenceImages = try referenceImages.map(exchange)
    request.referenceVideos = try referenceVideos.map(exchange)
    request.audios = try audios.map(exchange)
    request.seedVideo = try seedVideo.map(exchange)
    request.performance = try performance.map(exchange)
    return request
  }

  private var media: [MediaReference] {
    frameImages.map(\.media) + referenceImages + referenceVideos + audios
      + [seedVideo, performance].compactMap(\.self)
  }
}
