import Foundation
import MediaBasics

/// A stored file with an id: an upload, or a clip that was generated.
struct MediaAsset: Codable, Sendable {
  /// The UUID by which requests and addresses name it, in lower case.
  let id: String
  let format: MediaFormat
  let bytes: Int64
  let sha256: String
  let measures: MediaMeasures
  /// Where it lies.
  let file: URL
  let created: Date

  /// The file's name in addresses.
  var name: String { "\(id).\(format.fileExtension)" }
}
