public import Foundation
public import MediaBasics
public import MediaEngine
public import ModelCatalog

/// What `prepare` is asked for: inputs, the size they are to have, and how they get there.
public struct PrepareRequest: Sendable {
  /// The size that the inputs are brought to.
  public enum Target: Sendable {
    /// This one.
    case size(PixelSize)
    /// One of the model's; `nil`: for each input the one nearest in aspect ratio.
    case model(ModelSpec, PixelSize?)
  }

  /// Images and videos.
  public var inputs: [URL]
  /// The size that they are brought to.
  public var target: Target
  /// How they are fitted; the size in it is replaced by the target's.
  public var preparation: ImagePreparation
  /// A video's frame rate; `nil` keeps its own.
  public var fps: Rational?
  /// A folder, or the one file where there is one input and the name has a picture's or video's extension.
  public var output: URL
  /// Whether existing outputs are replaced.
  public var overwrite = false
  /// How many inputs are worked on at once; `nil`: one a core.
  public var jobs: Int?

  /// A request with its obligatory parts.
  public init(inputs: [URL], target: Target, preparation: ImagePreparation, output: URL) {
    self.inputs = inputs
    self.target = target
    self.preparation = preparation
    self.output = output
  }
}
