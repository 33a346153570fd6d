import MediaBasics
import ModelCatalog

extension ModelSpec {
  /// A picture's own size, scaled where its sides are too short or too long for the model; for models that take the frame
  /// image's size instead of one that is asked for.
  func frameSize(like own: PixelSize) -> PixelSize {
    let general = ModelCatalog.builtIn.generalRules(of: provider)?.image
    let (shortest, longest) = (min(own.width, own.height), max(own.width, own.height))
    var scale = 1.0
    if let least = image?.minSide ?? general?.minSide, shortest < least { scale = Double(least) / Double(shortest) }
    if let most = image?.maxSide ?? general?.maxSide, longest > most { scale = Double(most) / Double(longest) }
    func scaled(_ side: Int) -> Int { Int((Double(side) * scale).rounded()) }
    return PixelSize(width: scaled(own.width), height: scaled(own.height)) ?? own
  }
}
