import Foundation
import MediaBasics
import ModelCatalog

/// Which files a service takes: their kinds, told by the first bytes, and how large they may be.
struct UploadRules: Sendable {
  let service: String
  /// MIME types.
  let types: Set<String>
  /// The types in words.
  let kinds: String
  /// Bytes.
  let sizes: ClosedRange<Int64>

  /// A file that may be sent.
  struct Upload: Sendable {
    let kind: MediaKind
    let length: Int64
  }

  /// Looks at a file.
  ///
  /// - Throws: `upload.type`, `upload.too-large`; `FileError`.
  func check(_ file: URL) throws -> Upload {
    let length = try InputFile.check(file)
    guard let kind = try MediaKind.of(file), types.contains(kind.mimeType) else {
      throw GenerationError.uploadType(service, file.relativePath, allowed: kinds)
    }
    guard length >= sizes.lowerBound else {
      throw GenerationError.uploadType(
        service, file.relativePath, allowed: "a file of \(sizes.lowerBound) bytes or more")
    }
    guard length <= sizes.upperBound else {
      throw GenerationError.uploadTooLarge(service, file.relativePath, bytes: length, limit: sizes.upperBound)
    }
    return Upload(kind: kind, length: length)
  }

  /// What is wrong with a request's local files, all of them, before the first is sent.
  ///
  /// Frame images aren't looked at: they are made anew at the clip's size.
  func issues(in request: GenerationRequest) -> [Issue] {
    request.namedMedia.compactMap { path, media, family in
      guard case .file(let url) = media, !path.hasPrefix("frameImages") else { return nil }
      return issue(with: url, at: path, family)
    }
  }

  private func issue(with file: URL, at path: String, _ family: MediaKind.Family) -> Issue? {
    do {
      let kind = try check(file).kind
      guard kind.family != family else { return nil }
      return Issue(
        .error, code: "upload.type", path: path, given: .string(kind.mimeType), allowed: .string("\(family)"),
        message: "\(path): '\(file.relativePath)' is \(kind.mimeType); \(family) is expected here.")
    } catch let error as any ReportedError {
      let report = error.report
      return Issue(
        .error, code: report.code, path: path, given: .string(file.relativePath),
        allowed: report.details["allowed"] ?? .null, message: "\(path): \(report.message)", hint: report.hint)
    } catch {
      return nil
    }
  }
}
