import Foundation
import MediaBasics

/// Brings files to Runway: asks for a place, then posts the file there as a form, read while it is sent.
struct RunwayUpload: Sendable {
  let runway: RunwayChannel
  let transport: Transport
  let allowsLoopback: Bool
  let pace: OriginPace

  /// By Runway's documentation on inputs.
  static let rules = UploadRules(
    service: "Runway",
    types: [
      "image/jpeg", "image/png", "image/webp", "video/mp4", "video/quicktime", "video/x-matroska", "video/webm",
      "video/3gpp", "audio/mpeg", "audio/wav", "audio/flac", "audio/mp4", "audio/ogg",
    ],
    kinds: "a JPEG, PNG or WEBP image, an MP4, MOV, MKV or WEBM video, or audio", sizes: 512...200_000_000)
  /// How long an upload may be named in requests.
  private static let lifetime: TimeInterval = 24 * 3600

  /// Uploads a file; after a failure at the storage a new place is asked for, as the service wants it.
  func upload(_ file: URL, progress: ProgressHandler?) async throws -> UploadedMedia {
    let upload = try Self.rules.check(file)
    let (retries, time) = (runway.channel.retries, runway.channel.time)
    var failures = 0
    while true {
      let place = try await askForPlace(file)
      let trouble = try await post(file, upload, to: place, progress)
      guard let trouble else {
        return UploadedMedia(reference: place.reference, expires: Date(timeIntervalSinceNow: Self.lifetime))
      }
      failures += 1
      guard failures < retries.attempts else { throw trouble }
      try await time.sleep(retries.pause(after: failures, random: time.random()))
    }
  }

  private struct Place {
    let reference: String
    let address: WebAddress
    let fields: [(name: String, value: String)]
  }

  private func askForPlace(_ file: URL) async throws -> Place {
    let answer = try await runway.post(
      "/v1/uploads", ["filename": .string(file.lastPathComponent), "type": "ephemeral"])
    guard let reference = answer["runwayUri"]?.text, let text = answer["uploadUrl"]?.text,
      case .object(let fields)? = answer["fields"]
    else { throw GenerationError.badAnswer("Runway", "a place to upload to without runwayUri, uploadUrl or fields") }
    let address = try WebAddress(text)
    guard allowsLoopback || !address.isLoopback else {
      throw GenerationError.address(address.shown, "a service elsewhere names an address on this machine")
    }
    let pairs = fields.sorted { $0.key < $1.key }.compactMap { name, value in value.plainText.map { (name, $0) } }
    return Place(reference: reference, address: address, fields: pairs)
  }

  /// Posts the file; gives back trouble that a new place may help with.
  private func post(
    _ file: URL, _ upload: UploadRules.Upload, to place: Place, _ progress: ProgressHandler?
  ) async throws -> GenerationError? {
    let form = MultipartForm(
      fields: place.fields, file: file, length: upload.length, mimeType: upload.kind.mimeType)
    var request = HTTPRequest(method: .post, address: place.address)
    request.headers = ["Content-Type": form.contentType]
    request.body = form.body
    request.timeouts = .upload(of: upload.length)
    request.repeatable = false
    request.progress = counter(progress, "uploading")
    try await pace.admit(place.address)
    do {
      let response = try await transport.send(request)
      if (200..<300).contains(response.status) { return nil }
      return .failing("Runway's storage", response.status, nil)
    } catch let failure as TransferFailure {
      return .noAnswer("Runway's storage", failure)
    }
  }
}
