public import Foundation
public import MediaBasics

/// Renders what a generation service would: a plainly marked clip that begins on the first image and, where one is given,
/// ends on the last.
public enum ClipRenderer {
  /// Renders a clip of exactly the script's frames, H.264 or VP9, at a constant rate, its index in front.
  ///
  /// Frame 0 is the first image but for the mark and the encoding; the camera moves evenly from there, so that no two
  /// frames are the same; a last image is dissolved to over the clip's last part.
  ///
  /// - Throws: `media.not-image`, `media.undecodable` for an image; `media.frames`, `media.quality`; `media.no-encoder`,
  ///   `media.filters` where a library lacks something; `FileError`; `CancellationError`.
  public static func render(
    _ script: ClipScript, to file: URL, overwrite: Bool = false, progress: ProgressHandler? = nil
  ) async throws {
    try await BlockingWork.encode { cancellation in
      try OutputFile.write(file, overwrite: overwrite) { scratch in
        try ClipRendering(script, file: file.relativePath)
          .write(to: scratch, cancellation: cancellation, progress: progress)
      }
    }
  }
}
