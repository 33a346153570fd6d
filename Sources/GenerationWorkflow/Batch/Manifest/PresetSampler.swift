public import Foundation
public import MediaBasics
public import ModelCatalog

/// Shows presets on a picture: a batch with one small video and poster of each.
public enum PresetSampler {
  /// Wide enough to judge a movement by, small enough for a page with many.
  private static let size = "480x270"

  /// The manifest of the batch, which is an example to begin one's own from.
  ///
  /// - Parameter image: the picture that all presets are tried on.
  public static func manifest(of presets: [ProductPreset], image: URL) -> JSONValue {
    let picture: JSONValue = ["size": .string(size), "fit": "blur"]
    let outputs = ["mp4", "jpeg"].map { format -> JSONValue in
      guard case .object(var members) = picture else { return picture }
      members["format"] = .string(format)
      return .object(members)
    }
    return [
      "version": 1, "name": "presets", "output": "{id}.{ext}",
      "defaults": ["image": .string(image.path), "outputs": .array(outputs)],
      "jobs": .array(
        presets.map { preset in
          [
            "id": .string(preset.name), "preset": .string(preset.name),
            "variables": .object(preset.variables.mapValues { .string(example(of: $0)) }),
          ]
        }),
    ]
  }

  /// A variable's description ends with an example behind a colon: `what it is: a red mug`.
  private static func example(of description: String) -> String {
    let parts = description.split(separator: ": ", maxSplits: 1)
    return String(parts.last ?? "")
  }
}
