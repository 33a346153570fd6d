import Foundation
import GenerationClient
import MediaBasics
import MediaEngine

/// Brings a job's delivered files to where the manifest wants them besides. What is there is written down file by file,
/// and what a large one's parts take to be gone on with before the first part leaves.
struct RemoteDelivery: Sendable {
  let desk: BatchDesk
  let progress: ProgressHandler

  /// Delivers what isn't yet.
  ///
  /// - Throws: what ``ObjectStorage`` throws; the job's files stay delivered here.
  func deliver(_ job: ManifestJob, _ record: inout JobRecord) async throws {
    guard let result = record.result, let storage = desk.storage else { return }
    for (index, target) in desk.undelivered(result.outputs, of: job) {
      let output = result.outputs[index]
      let begun = record.result?.uploads?[target.shown]
      let before = record
      try await storage.put(
        StoredFile(
          URL(fileURLWithPath: output.path), length: output.bytes, sha256: output.sha256,
          contentType: Self.contentType(output), hash: { try await FileHash.sha256(of: $0, range: $1) }),
        to: target, begun: begun,
        note: { upload in
          var record = before
          var uploads = record.result?.uploads ?? [:]
          uploads[target.shown] = upload
          record.result?.uploads = uploads
          try await desk.ledger.save(record)
        }, progress: progress)
      record.result?.outputs[index].delivered = target.shown
      record.result?.uploads?[target.shown] = nil
      try await desk.ledger.save(record)
    }
  }

  private static func contentType(_ output: JobOutput) -> String {
    "\(output.isPicture ? "image" : "video")/\(output.format)"
  }
}
