public import Foundation
public import MediaBasics
import MediaEngine
public import ModelCatalog

/// What `generate` is asked for: a request to the model, and how its inputs and result should look.
public struct GenerateRequest: Sendable {
  /// The model's specification.
  public var model: ModelSpec
  /// What the model is asked; local files among its media are prepared and uploaded.
  public var asked: GenerationRequest
  /// How frame images are brought to the clip's size; what this adds comes off the clip again.
  public var fit: Fit = .contain
  /// What fills the bars meanwhile.
  public var background: Background = .auto
  /// Where the result goes; of several results each gets a number before the extension.
  public var output: URL
  /// The result's compression, 20…99; `nil` keeps the clip as the service made it where its format is right.
  public var quality: Int?
  /// Tells apart several generations of one and the same request.
  public var variant = 0
  /// Whether existing results are replaced.
  public var overwrite = false

  /// The format of the delivered files: what was asked for, else what the output's extension names.
  var format: VideoFormat {
    get throws(MediaError) {
      if let named = asked.outputFormat, let format = VideoFormat(rawValue: named.lowercased()) { return format }
      return try VideoFormat(of: output)
    }
  }

  /// A request with its obligatory parts.
  public init(model: ModelSpec, asked: GenerationRequest, output: URL) {
    self.model = model
    self.asked = asked
    self.output = output
  }
}
