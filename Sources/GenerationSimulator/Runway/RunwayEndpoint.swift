import ModelCatalog

/// The places where the service takes generation requests.
enum RunwayEndpoint: String, CaseIterable {
  case textToVideo = "text_to_video"
  case imageToVideo = "image_to_video"
  case videoToVideo = "video_to_video"
  case characterPerformance = "character_performance"
  case videoUpscale = "video_upscale"
  case videoToHDR = "video_to_hdr"

  /// The kind of task that a model must offer to be taken here.
  var task: TaskKind {
    switch self {
    case .textToVideo: .textToVideo
    case .imageToVideo: .imageToVideo
    case .videoToVideo: .videoToVideo
    case .characterPerformance: .characterPerformance
    case .videoUpscale: .videoUpscale
    case .videoToHDR: .videoToHDR
    }
  }
}
