// Prepares one photograph for a video model, then a folder of them.

import Foundation
import MediaBasics
import MediaEngine

// snippet.one
/// Brings a photograph to a model's size on its own background; gives the JPEG and where the photograph lies in it.
func preparedForVideo(_ photo: Data, size: PixelSize) async throws -> (Data, PixelRect) {
  let (jpeg, image) = try await ImagePreparer.prepare(photo, as: ImagePreparation(size: size))
  return (jpeg, image.contentRect)
}
// snippet.end

// snippet.places
/// A file to a file, bytes to a file, a file to bytes: the same call.
func preparedEverywhere(_ photo: URL, _ bytes: Data, size: PixelSize, into folder: URL) async throws -> Data {
  let preparation = ImagePreparation(size: size)
  try await ImagePreparer.prepare(photo, to: folder.appendingPathComponent("photo.jpg"), as: preparation)
  try await ImagePreparer.prepare(bytes, to: folder.appendingPathComponent("bytes.jpg"), as: preparation)
  return try await ImagePreparer.prepare(photo, as: preparation).data
}
// snippet.end

// snippet.many
/// Prepares every picture of a folder, as many at once as there are cores, and prints what went wrong.
func prepareFolder(_ folder: String, into output: URL, size: PixelSize) async throws {
  let jobs = ImageJob.jobs(for: try ImageFiles.expand([folder]), into: output, format: .jpeg)
  let preparation = ImagePreparation(size: size, fit: .cover, gravity: .attention, maxBytes: 3_700_000)
  let report = try await ImagePreparer.prepareAll(jobs, as: preparation)
  for failure in report.failed { print("\(failure.input): \(failure.error)") }
}
// snippet.end
