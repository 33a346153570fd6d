import MediaBasics
import ModelCatalog

/// The measures of a clip that a model makes of a request.
struct ClipShape {
  let size: PixelSize
  let fps: Rational
  let timeline: Timeline

  /// Works them out: what was asked for goes first, then what the inputs suggest, then what the model does by itself.
  ///
  /// - Parameters:
  ///   - resolution: A named resolution, such as `720p`, instead of a size.
  ///   - aspect: A shape, such as `16:9`, instead of a size.
  ///   - image: The size of the first frame image.
  ///   - video: What the input video measures.
  init(
    _ request: GenerationRequest, model: ModelSpec, resolution: String? = nil, aspect: String? = nil,
    image: PixelSize? = nil, video: MediaMeasures? = nil
  ) throws {
    let complete = model.completing(request)
    let task = model.task(for: request) ?? .textToVideo
    fps = Rational(request.fps ?? model.defaultFPS(for: task) ?? Self.usualRate)
    let duration = complete.duration ?? video?.seconds ?? model.defaultDuration ?? Self.usualDuration
    timeline = try Timeline(duration: duration, fps: fps)
    let image = image ?? video?.size
    let choices = model.rules(for: task).sizes?.choices ?? model.sizes?.choices ?? []
    let nearest = image.flatMap { model.nearestSize(to: $0, for: task) }
    let followed = model.sizeFollowsFrameImage == true ? image.flatMap { Self.size(like: $0, near: nearest) } : nil
    let candidates = [
      request.size, aspect.flatMap { PixelSize($0) }.flatMap(Self.size(shaped:)),
      Self.size(named: resolution, like: image, among: choices),
      followed, nearest, complete.size, image?.even, Self.usualSize,
    ]
    guard let size = candidates.compactMap({ $0 }).first else { throw SimulatorError.noSize(model.id) }
    self.size = size
  }

  /// A frame image's shape, where that is clearly another than the nearest size's, with as many lines.
  private static func size(like image: PixelSize, near nearest: PixelSize?) -> PixelSize? {
    guard let nearest, nearest.aspectDistance(to: image) > 0.05 else { return nil }
    return size(shaped: image, lines: min(nearest.width, nearest.height))
  }

  private static let usualRate = 24
  private static let usualDuration = Rational(5)
  private static let usualSize = PixelSize("1280x720")

  private static func size(
    named resolution: String?, like image: PixelSize?, among choices: [PixelSize]
  ) -> PixelSize? {
    guard let lines = resolution.flatMap({ Int($0.filter(\.isNumber)) }) else { return nil }
    let fitting = choices.filter { min($0.width, $0.height) == lines }
    guard let like = image ?? usualSize else { return fitting.first }
    return fitting.min { $0.aspectDistance(to: like) < $1.aspectDistance(to: like) }
  }

  /// The size of that shape whose shorter side has the usual lines.
  private static func size(shaped shape: PixelSize) -> PixelSize? {
    usualSize.flatMap { size(shaped: shape, lines: $0.height) }
  }

  private static func size(shaped shape: PixelSize, lines: Int) -> PixelSize? {
    let factor = Double(lines) / Double(min(shape.width, shape.height))
    return PixelSize(
      width: Int((Double(shape.width) * factor / 2).rounded()) * 2,
      height: Int((Double(shape.height) * factor / 2).rounded()) * 2)
  }
}
