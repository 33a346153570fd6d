import Foundation

/// What lies in `Tests/` and is no Swift: the servers and judges that are written on their own.
public enum TestFile {
  /// The path of one by its name there, such as `batch/counting_runware.py`.
  public static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../\(name)")
      .standardizedFileURL.path
  }
}
