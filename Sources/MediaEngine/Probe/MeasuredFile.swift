public import Foundation
public import MediaBasics

/// A media file with its measurements: whoever needs them again needn't read its packets again.
public struct MeasuredFile: Sendable {
  /// The file.
  public let file: URL
  let probe: Probe

  /// Measures a file.
  ///
  /// - Throws: as ``MediaProbe/info(of:)``.
  public init(_ file: URL, progress: ProgressHandler? = nil) async throws {
    self.file = file
    probe = try await BlockingWork.run { try Probe(file, cancellation: $0, progress: progress) }
  }

  /// Its container and main streams, as they were measured.
  public var info: MediaInfo { probe.info }
}
