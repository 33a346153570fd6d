import FlyingFox
import Foundation

/// Serves the stored files: `GET` and `HEAD /files/UUID.EXT`, with ranges and entity tags.
struct FileService: Sendable {
  private static let bufferSize = 64 * 1024

  let backend: Backend

  func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .GET || request.method == .HEAD else {
      return HTTPResponse(statusCode: .methodNotAllowed)
    }
    guard let id = ServerAddress.assetID(inPath: request.path), let asset = await backend.media.asset(id),
      asset.name == request.path.split(separator: "/").last.map(String.init)?.lowercased()
    else { return Self.text(.notFound, "No such file.") }
    if let expires = request.query["expires"].flatMap(Double.init), Date().timeIntervalSince1970 * 1000 > expires {
      return Self.text(.forbidden, "This address has expired.")
    }
    await backend.journal.request(.download)
    let effect = await backend.faults.next(.download)
    return try await effect.apply(failing: { Self.text(HTTPStatusCode($0), "A fault that was asked for.") }) {
      serve(asset, request, effect)
    }
  }

  private func serve(_ asset: MediaAsset, _ request: HTTPRequest, _ effect: FaultEffect) -> HTTPResponse {
    let tag = "\"\(asset.sha256)\""
    var headers: HTTPHeaders = [
      .contentType: asset.format.contentType, .acceptRanges: "bytes", .eTag: tag,
    ]
    if request.headers[.ifNoneMatch] == tag { return HTTPResponse(statusCode: .notModified, headers: headers) }
    let size = Int(asset.bytes)
    // A range of a file that has changed since would be of no use (RFC 9110, section 13.1.5).
    let stale = request.headers[HTTPHeader("If-Range")].map { $0 != tag } ?? false
    switch ByteRange(header: stale ? nil : request.headers[.range], size: size) {
    case .unsatisfiable:
      return HTTPResponse(
        statusCode: .rangeNotSatisfiable, headers: HTTPHeaders([.contentRange: "bytes */\(size)"]), body: Data())
    case .whole:
      return respond(.ok, headers, asset, 0..<size, request, effect)
    case .part(let range):
      headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
      return respond(.partialContent, headers, asset, range, request, effect)
    }
  }

  private func respond(
    _ status: HTTPStatusCode, _ headers: HTTPHeaders, _ asset: MediaAsset, _ range: Range<Int>,
    _ request: HTTPRequest, _ effect: FaultEffect
  ) -> HTTPResponse {
    var headers = headers
    func spoiled(_ part: SpoiledFile, told count: Int) -> HTTPResponse {
      headers[.contentLength] = "\(count)"
      return HTTPResponse(
        statusCode: status, headers: headers,
        body: HTTPBodySequence(from: part, count: count, suggestedBufferSize: Self.bufferSize))
    }
    headers[.contentLength] = "\(range.count)"
    if request.method == .HEAD { return HTTPResponse(statusCode: status, headers: headers) }
    let (file, count) = (asset.file, range.count)
    switch effect {
    case .truncate: return spoiled(SpoiledFile(file: file, range: range, sent: count / 2), told: count)
    case .wrongLength: return spoiled(SpoiledFile(file: file, range: range, sent: count), told: count + 1)
    case .drip(let pace): return spoiled(SpoiledFile(file: file, range: range, bytesPerSecond: pace), told: count)
    default: break
    }
    guard let body = try? HTTPBodySequence(file: asset.file, range: range, suggestedBufferSize: Self.bufferSize)
    else {
      return Self.text(.notFound, "No such file.")
    }
    return HTTPResponse(statusCode: status, headers: headers, body: body)
  }

  private static func text(_ status: HTTPStatusCode, _ text: String) -> HTTPResponse {
    HTTPResponse(statusCode: status, headers: [.contentType: "text/plain"], body: Data((text + "\n").utf8))
  }
}
