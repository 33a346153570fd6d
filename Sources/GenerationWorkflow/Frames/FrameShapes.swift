import Foundation
import MediaBasics
import MediaEngine
import ModelCatalog

/// Looks at a request's frame images before they are prepared: that they are pictures, and go together.
enum FrameShapes {
  /// What is worth a word.
  ///
  /// - Throws: `media.…` where a file is no picture.
  static func issues(in request: GenerationRequest, fit: Fit) async throws -> [Issue] {
    var sizes: [PixelSize] = []
    for case .file(let image) in request.frameImages.map(\.media) {
      if let size = try await ImagePreparer.facts(of: image).size { sizes.append(size) }
    }
    // What is added to the first one comes off all of the clip; the others' bars may lie elsewhere.
    guard [.contain, .blur].contains(fit), let first = sizes.first,
      let other = sizes.first(where: { !$0.hasShape(of: first) })
    else { return [] }
    return [
      Issue(
        .warning, code: "frameImageShapes", path: "frameImages", given: .string("\(first), \(other)"), allowed: .null,
        message: "The frame images differ in shape (\(first), \(other)): bars of one stay in the clip.",
        hint: "Crop them alike first, or give --fit cover.")
    ]
  }
}

extension PixelSize {
  /// Whether two pictures have one aspect ratio, but for a hundredth.
  fileprivate func hasShape(of other: PixelSize) -> Bool {
    let (own, others) = (Double(width) / Double(height), Double(other.width) / Double(other.height))
    return abs(own / others - 1) < 0.01
  }
}
