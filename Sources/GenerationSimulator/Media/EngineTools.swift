import Foundation
import MediaBasics
import MediaEngine

/// The media library at work for the simulator.
struct EngineTools: MediaTools {
  func measures(of file: URL, kind: MediaKind) async throws -> MediaMeasures {
    switch kind {
    case .image: return MediaMeasures(size: try await ImagePreparer.facts(of: file).size)
    case .video:
      let info = try await MediaProbe.info(of: file)
      return MediaMeasures(
        size: info.video?.size, seconds: Rational(approximating: info.seconds), fps: info.video?.fps)
    case .audio: return MediaMeasures()
    }
  }

  func firstFrame(of video: URL, to image: URL) async throws {
    _ = try await FrameExtractor.extract(.first, from: video, to: image, overwrite: true)
  }

  func sha256(of file: URL) async throws -> String { try await FileHash.sha256(of: file) }

  func render(_ order: RenderOrder, to file: URL) async throws {
    let script = ClipScript(
      size: order.size, fps: order.fps, frames: order.frames, first: order.first?.file, last: order.last?.file,
      label: order.label, variation: order.variation, format: order.format == .webm ? .webm : .mp4,
      quality: order.quality)
    try await ClipRenderer.render(script, to: file, overwrite: true)
  }
}
