/// What a model is given to work from.
public enum TaskKind: String, CaseIterable, Hashable, Sendable, Codable, CodingKeyRepresentable {
  /// A prompt alone.
  case textToVideo = "text-to-video"
  /// Images pinned to frames of the clip.
  case imageToVideo = "image-to-video"
  /// Images that guide style or subject.
  case referenceToVideo = "reference-to-video"
  /// A video that is changed, or guides.
  case videoToVideo = "video-to-video"
  /// Sound that a face or figure moves to.
  case audioToVideo = "audio-to-video"
  /// A video of an actor whose performance a character takes over.
  case characterPerformance = "character-performance"
  /// A video made larger, or given more frames.
  case videoUpscale = "video-upscale"
  /// A video whose background is taken away.
  case backgroundRemoval = "background-removal"
  /// A video brought to high dynamic range.
  case videoToHDR = "video-to-hdr"

  /// What the inputs of a request amount to, before a model has its say.
  public init(of request: GenerationRequest) {
    self =
      if request.performance != nil {
        .characterPerformance
      } else if request.seedVideo != nil || !request.referenceVideos.isEmpty {
        .videoToVideo
      } else if !request.frameImages.isEmpty {
        .imageToVideo
      } else if !request.audios.isEmpty {
        .audioToVideo
      } else if !request.referenceImages.isEmpty {
        .referenceToVideo
      } else {
        .textToVideo
      }
  }
}
