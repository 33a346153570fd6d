import Foundation
import MediaBasics
import MediaEngine
import ModelCatalog

/// Makes the frame images of a chain: a clip's last frame (or the seed image), at the model's size.
struct FrameImages: Sendable {
  /// Where the images are kept.
  let folder: URL

  /// The image that the next clip begins with: where the chain ends so far.
  func next(
    after chain: Chain, seed: SeedMedia, request: ExtendRequest, size: PixelSize?
  ) async throws -> FrameImageFile.Made {
    guard let link = chain.links.last else {
      guard seed.video != nil else { return try await prepare(seed.file, request, size: size) }
      return try await prepare(try await frame(.last, of: seed.file), request, size: size)
    }
    return try await prepare(try await content(of: link), request, size: size)
  }

  /// The seed's first frame, for a chain that leads back to it.
  func opening(of seed: SeedMedia, request: ExtendRequest, size: PixelSize?) async throws -> FrameImageFile.Made {
    let image = seed.video == nil ? seed.file : try await frame(.first, of: seed.file)
    return try await prepare(image, request, size: size)
  }

  /// Extracts a frame once; the file's name is made of the video's contents.
  private func frame(_ which: FrameRequest, of video: URL) async throws -> URL {
    let end = which == .first ? "first" : "last"
    let file = try kept("\(try await FileHash.sha256(of: video).prefix(32))-\(end).png")
    if !FileManager.default.fileExists(atPath: file.path) {
      _ = try await FrameExtractor.extract(which, from: video, to: file, overwrite: true)
    }
    return file
  }

  /// A clip's last frame without the bars that it was generated with.
  private func content(of link: Chain.Link) async throws -> URL {
    let frame = try await frame(.last, of: link.file)
    guard link.contentRect != PixelRect(link.video.size) else { return frame }
    let rect = link.contentRect
    let name =
      "\(frame.deletingPathExtension().lastPathComponent)-\(rect.width)x\(rect.height)+\(rect.x)+\(rect.y).png"
    let file = try kept(name)
    try await ImagePreparer.extractContent(
      rect, of: link.video.size, from: frame, to: file, format: .png, overwrite: true)
    return file
  }

  private func prepare(
    _ image: URL, _ request: ExtendRequest, size: PixelSize?
  ) async throws -> FrameImageFile.Made {
    guard let own = try await ImagePreparer.facts(of: image).size else { throw WorkflowError.noPicture(image) }
    var preparation = ImagePreparation(size: size ?? request.size ?? request.model.frameSize(like: own))
    preparation.fit = request.fit
    preparation.background = request.background
    return try await FrameImageFile(folder: folder, limit: request.model.image?.maxBytes).make(image, preparation)
  }

  private func kept(_ name: String) throws -> URL {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.appendingPathComponent(name)
  }
}
