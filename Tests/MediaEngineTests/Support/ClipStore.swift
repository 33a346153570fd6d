import Foundation
import Synchronization
import TestSupport

/// The clips of ``ClipRecipe/kinds``, each made once for all suites.
enum ClipStore {
  private static let folder = Result { try TemporaryFolder() }
  private static let made = Mutex<Set<String>>([])

  /// The clip of a recipe.
  static func clip(_ recipe: ClipRecipe) throws -> URL {
    let url = try folder.get() / recipe.name
    try made.withLock { made in
      if !made.contains(recipe.name) {
        try BarcodeClip.make(url, fps: recipe.fps, input: recipe.input, recipe.arguments)
        made.insert(recipe.name)
      }
    }
    return url
  }

  /// The clip of one of ``ClipRecipe/kinds``.
  static func clip(_ name: String) throws -> URL {
    guard let recipe = ClipRecipe.kinds.first(where: { $0.name == name }) else {
      throw Unprepared(description: "no recipe \(name)")
    }
    return try clip(recipe)
  }
}

/// A test's own material is not as it should be.
struct Unprepared: Error, CustomStringConvertible {
  let description: String
}
