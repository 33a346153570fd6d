import Foundation
import MediaBasics

/// What a media file measures, as far as its kind has it.
struct MediaMeasures: Hashable, Codable, Sendable {
  /// The size as shown.
  var size: PixelSize?
  /// How long it lasts.
  var seconds: Rational?
  /// Frames a second.
  var fps: Rational?
}

/// What the simulator needs a media library for.
protocol MediaTools: Sendable {
  /// What a file measures; throws where it isn't the kind of media it was taken for.
  func measures(of file: URL, kind: MediaKind) async throws -> MediaMeasures
  /// Writes a video's first frame into an image file.
  func firstFrame(of video: URL, to image: URL) async throws
  /// The content's digest, in hexadecimal.
  func sha256(of file: URL) async throws -> String
  /// Renders what is ordered into a new file.
  func render(_ order: RenderOrder, to file: URL) async throws
}
