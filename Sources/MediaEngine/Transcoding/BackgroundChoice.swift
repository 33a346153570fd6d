import Foundation
import MediaBasics

/// What a video's bars and transparency are filled with.
enum BackgroundChoice {
  /// The asked background; for `auto`, where something is to be filled, the colour of the first frame's border.
  ///
  /// - Throws: what reading the first frame throws.
  static func resolve(_ options: TranscodeOptions, for input: MeasuredFile) async throws -> Background {
    guard options.background == .auto, let shown = input.info.video?.size else { return options.background }
    let size = options.size ?? shown
    let hasBars = options.fit == .contain && Placement(of: shown, in: size, fit: .contain).scaled != size
    guard hasBars || input.probe.video?.hasAlpha == true else { return options.background }
    let first = try await FrameExtractor.picture(.first, from: input.file, format: .png)
    return try await ImagePreparer.borderColor(of: first.data, for: size, fit: options.fit)
  }
}
