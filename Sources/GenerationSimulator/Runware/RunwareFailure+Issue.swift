import MediaBasics

extension RunwareFailure {
  /// What the catalog's checker found, in the service's words.
  init(_ issue: Issue) {
    self.init(
      code: Self.codes[issue.code] ?? issue.code, message: issue.message, parameters: Self.parameters(issue.path),
      type: Self.types[issue.path], allowedValues: issue.allowed.elements)
  }

  /// Codes that the service has its own parameter names in.
  private static let codes = [
    "invalidPrompt": "invalidPositivePrompt", "missingPrompt": "missingPositivePrompt",
  ]

  private static let types = [
    "duration": "float", "fps": "integer", "size": "integer", "prompt": "string", "negativePrompt": "string",
    "frameImages": "array", "referenceImages": "array", "referenceVideos": "array", "audios": "array",
    "seed": "integer", "results": "integer", "model": "string",
  ]

  private static func parameters(_ path: String) -> [String] {
    switch path {
    case "prompt": ["positivePrompt"]
    case "size": ["width", "height"]
    case "results": ["numberResults"]
    case "audios": ["inputAudios"]
    default: [path]
    }
  }
}
