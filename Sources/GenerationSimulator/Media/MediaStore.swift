import Foundation
import MediaBasics

/// The files that were uploaded or generated: content on disk, facts in memory.
actor MediaStore {
  private let folder: URL
  private let tools: any MediaTools
  private var assets: [String: MediaAsset] = [:]

  /// Keeps its files in `folder`, which must exist; facts that an earlier store left there are read again.
  init(folder: URL, tools: any MediaTools) throws {
    self.folder = folder
    self.tools = tools
    for record in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    where record.pathExtension == "json" {
      guard let asset = try? JSONDecoder().decode(MediaAsset.self, from: Data(contentsOf: record)),
        FileManager.default.fileExists(atPath: asset.file.path)
      else { continue }
      assets[asset.id] = asset
    }
  }

  /// Stores content, after a look at what it is, under an id that was promised or a new one.
  func store(_ content: Data, as wanted: MediaKind? = nil, id: String? = nil) async throws -> MediaAsset {
    guard let format = MediaFormat(recognizing: content) else { throw MediaRefusal.unrecognized }
    let file = place(id ?? UUID().uuidString.lowercased(), format)
    try content.writeUnsynced(to: file)
    do {
      return try await adopt(file, format: format, wanted: wanted)
    } catch {
      try? FileManager.default.removeItem(at: file)
      throw error
    }
  }

  /// Makes a finished file, which stays where it is, an asset.
  @discardableResult
  func add(_ file: URL, id: String, format: MediaFormat, measures: MediaMeasures) async throws -> MediaAsset {
    try await record(file, id: id, format: format, measures: measures)
  }

  /// The first frame of a video as an image of its own.
  func still(of video: MediaAsset) async throws -> MediaAsset {
    let file = place(UUID().uuidString.lowercased(), .png)
    try await tools.firstFrame(of: video.file, to: file)
    return try await adopt(file, format: .png, wanted: .image)
  }

  /// The asset of that id, in whatever case it's written.
  func asset(_ id: String) -> MediaAsset? { assets[id.lowercased()] }

  /// Removes an asset; false where there is none.
  func remove(_ id: String) -> Bool {
    guard let asset = assets.removeValue(forKey: id.lowercased()) else { return false }
    try? FileManager.default.removeItem(at: asset.file)
    try? FileManager.default.removeItem(at: recordFile(asset.id))
    return true
  }

  private func adopt(_ file: URL, format: MediaFormat, wanted: MediaKind?) async throws -> MediaAsset {
    if let wanted, format.kind != wanted { throw MediaRefusal.wrongKind(format.kind, wanted: wanted) }
    let id = file.deletingPathExtension().lastPathComponent
    do {
      let measures = try await tools.measures(of: file, kind: format.kind)
      return try await record(file, id: id, format: format, measures: measures)
    } catch {
      throw MediaRefusal.corrupt("\(error)")
    }
  }

  private func record(_ file: URL, id: String, format: MediaFormat, measures: MediaMeasures) async throws
    -> MediaAsset
  {
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    let asset = MediaAsset(
      id: id, format: format, bytes: (attributes[.size] as? NSNumber)?.int64Value ?? 0,
      sha256: try await tools.sha256(of: file), measures: measures, file: file, created: Date())
    assets[asset.id] = asset
    try JSONEncoder().encode(asset).replaceUnsynced(recordFile(asset.id))
    return asset
  }

  private func place(_ id: String, _ format: MediaFormat) -> URL {
    folder.appendingPathComponent("\(id).\(format.fileExtension)")
  }

  private func recordFile(_ id: String) -> URL { folder.appendingPathComponent("\(id).json") }
}
