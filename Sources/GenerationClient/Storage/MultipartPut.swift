import Foundation
import MediaBasics

/// Puts a large file in parts, each with its checksum; parts that are there from before a break aren't sent again.
///
/// An upload is of one file's contents in parts of one size, and the storage takes a part with the right checksum only:
/// a part that it lists is known to be right even where the list has no checksums.
struct MultipartPut: Sendable {
  /// S3 takes 10,000 parts.
  private static let mostParts: Int64 = 9000
  private static let step: Int64 = 1 << 20

  let storage: StorageChannel
  let object: StorageChannel.Object
  let file: StoredFile
  let partSize: Int64
  /// The header that marks an object with its contents' hash.
  let mark: String
  let progress: ProgressHandler?

  private struct Part: Sendable {
    let tag: String
    let checksum: String
    let length: Int64
  }

  func run(begun: MultipartUpload?, note: @Sendable (MultipartUpload) async throws -> Void) async throws {
    var upload = begun
    var there: [Int: Part] = [:]
    if let known = begun {
      if known.sha256 == file.sha256, known.partSize > 0 {
        let found = try await parts(of: known)
        there = found ?? [:]
        if found == nil { upload = nil }
      } else {
        try await abandon(known)
        upload = nil
      }
    }
    let current: MultipartUpload
    if let upload {
      current = upload
    } else {
      current = try await begin()
      try await note(current)
    }
    try await complete(current, try await send(current, there))
  }

  /// The parts that the storage has of an upload; `nil` where it doesn't know the upload any more.
  private func parts(of upload: MultipartUpload) async throws -> [Int: Part]? {
    var found: [Int: Part] = [:]
    var marker = "0"
    while true {
      let response = try await storage.send(
        .get, object, query: [("part-number-marker", marker), ("uploadId", upload.id)])
      if response.status == 404 { return nil }
      try storage.check(response, object)
      let answer = XMLText(response.body)
      for part in answer.all("Part") {
        guard let number = part["PartNumber"].flatMap({ Int($0) }), let tag = part["ETag"],
          let length = part["Size"].flatMap({ Int64($0) })
        else { continue }
        found[number] = Part(tag: tag, checksum: part["ChecksumSHA256"] ?? "", length: length)
      }
      guard answer["IsTruncated"] == "true", let next = answer["NextPartNumberMarker"], next != marker else {
        return found
      }
      marker = next
    }
  }

  private func begin() async throws -> MultipartUpload {
    let response = try await storage.send(
      .post, object, query: [("uploads", "")],
      headers: ["Content-Type": file.contentType, mark: file.sha256, "x-amz-checksum-algorithm": "SHA256"])
    try storage.check(response, object)
    guard let id = XMLText(response.body)["UploadId"], !id.isEmpty else {
      throw GenerationError.badAnswer("The storage", "an upload was begun without an UploadId")
    }
    let least = (file.length / Self.mostParts / Self.step + 1) * Self.step
    return MultipartUpload(id: id, partSize: max(partSize, least), sha256: file.sha256)
  }

  private func send(_ upload: MultipartUpload, _ there: [Int: Part]) async throws -> [(number: Int, part: Part)] {
    let whole = counter(progress, "delivering")
    var sent: [(number: Int, part: Part)] = []
    var offset: Int64 = 0
    while offset < file.length {
      let number = sent.count + 1
      let length = min(upload.partSize, file.length - offset)
      let hash = try await file.hash(file.file, offset..<(offset + length))
      let checksum = Data.base64(hexadecimal: hash)
      if let known = there[number], known.length == length, ["", checksum].contains(known.checksum) {
        sent.append((number, Part(tag: known.tag, checksum: checksum, length: length)))
      } else {
        let report = Self.shifted(whole, from: offset, of: file.length)
        let response = try await storage.send(
          .put, object, query: [("partNumber", "\(number)"), ("uploadId", upload.id)],
          headers: ["x-amz-checksum-sha256": checksum],
          body: HTTPBody([.slice(file.file, offset: offset, length: length)]), sha256: hash,
          progress: report)
        try storage.check(response, object)
        guard let tag = response.headers["etag"] else {
          throw GenerationError.badAnswer("The storage", "a part was taken without an ETag")
        }
        sent.append((number, Part(tag: tag, checksum: checksum, length: length)))
      }
      offset += length
    }
    return sent
  }

  /// Counts a part's bytes as the file's.
  private static func shifted(_ whole: ByteCounter?, from offset: Int64, of total: Int64) -> ByteCounter? {
    guard let whole else { return nil }
    return { done, _ in whole(offset + done, total) }
  }

  private func complete(_ upload: MultipartUpload, _ parts: [(number: Int, part: Part)]) async throws {
    let list = parts.map { number, part in
      "<Part><PartNumber>\(number)</PartNumber><ETag>\(XMLText.escaped(part.tag))</ETag>"
        + "<ChecksumSHA256>\(part.checksum)</ChecksumSHA256></Part>"
    }
    let document =
      "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\(list.joined())</CompleteMultipartUpload>"
    let response = try await storage.send(
      .post, object, query: [("uploadId", upload.id)], headers: ["Content-Type": "application/xml"],
      body: HTTPBody([.bytes(Data(document.utf8))]))
    // Finished by a try whose answer was lost: whether it is whole is looked at afterwards.
    if response.status == 404, XMLText(response.body)["Code"] == "NoSuchUpload" { return }
    try storage.check(response, object)
  }

  /// Gives up what was begun for other contents: its parts would be billed for ever.
  private func abandon(_ upload: MultipartUpload) async throws {
    let response = try await storage.send(.delete, object, query: [("uploadId", upload.id)])
    if response.status != 404 { try storage.check(response, object) }
  }
}
