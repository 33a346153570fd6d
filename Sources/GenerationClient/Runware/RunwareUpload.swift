import Foundation
import MediaBasics

/// Brings files to Runware: `imageUpload` for images, `mediaStorage` for video and sound.
struct RunwareUpload: Sendable {
  let runware: RunwareChannel
  let pollInterval: Duration
  /// Runware drops an upload 30 days after it was used last; ours are counted from the upload, and a day is left.
  private static var expiry: Date { Date(timeIntervalSinceNow: 29 * 86_400) }

  /// The kinds that Runware's reference lists; it names no limit of size for all of them.
  static let rules = UploadRules(
    service: "Runware",
    types: [
      "image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp", "video/mp4", "video/quicktime", "video/webm",
      "audio/mpeg", "audio/wav", "audio/flac",
    ],
    kinds: "a JPEG, PNG, WEBP, GIF or BMP image, an MP4, MOV or WEBM video, or MP3, WAV or FLAC audio",
    sizes: 1...Int64.max)

  /// Uploads a file as base64 within the JSON body, encoded while it is sent.
  func upload(_ file: URL, progress: ProgressHandler?) async throws -> UploadedMedia {
    let upload = try Self.rules.check(file)
    let report = counter(progress, "uploading")
    let timeouts = HTTPTimeouts.upload(of: upload.length)
    // Each try has an id of its own: an upload costs nothing, and under a known id it would only be a conflict.
    let answer = try await runware.post(timeouts: timeouts, progress: report) {
      Self.body(file, length: upload.length, kind: upload.kind, taskID: UUID().uuidString.lowercased())
    }
    if let item = answer.items.first {
      if let reference = item.assetID { return UploadedMedia(reference: reference, expires: Self.expiry) }
      if let taskID = item.taskID { return try await waitForAsset(of: taskID) }
    }
    if let fault = answer.faults.first { throw runware.error(fault, status: answer.status) }
    throw GenerationError.badAnswer("Runware", "an upload was answered without an id")
  }

  /// The body whose middle is the file: `[{…,"image":"data:image/png;base64,…"}]`.
  static func body(_ file: URL, length: Int64, kind: MediaKind, taskID: String) -> HTTPBody {
    let task =
      kind.family == .image
      ? #"[{"taskType":"imageUpload","taskUUID":"\#(taskID)","image":"#
      : #"[{"taskType":"mediaStorage","operation":"upload","taskUUID":"\#(taskID)","media":"#
    return HTTPBody([
      .bytes(Data("\(task)\"data:\(kind.mimeType);base64,".utf8)),
      .base64(file, length: length),
      .bytes(Data("\"}]".utf8)),
    ])
  }

  /// Some uploads are answered before they have an id: asks for it, a few times.
  private func waitForAsset(of taskID: String) async throws -> UploadedMedia {
    for _ in 0..<20 {
      try await runware.channel.time.sleep(pollInterval)
      let answer = try await runware.post([["taskType": "getResponse", "taskUUID": .string(taskID)]])
      if let reference = answer.items.lazy.compactMap(\.assetID).first {
        return UploadedMedia(reference: reference, expires: Self.expiry)
      }
      if let fault = answer.faults.first(where: { !$0.saysNothingOfTask }) {
        throw runware.error(fault, status: answer.status)
      }
    }
    throw GenerationError.badAnswer("Runware", "an upload never got an id")
  }
}
