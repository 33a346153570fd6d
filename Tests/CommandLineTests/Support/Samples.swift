import Foundation

/// The small media that come with the project.
enum Samples {
  /// A file of `samples/`.
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../samples/\(name)").standardizedFileURL.path
  }
}
