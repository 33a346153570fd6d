public import Foundation

/// The user's home folder: `$HOME` before what the user database says, as shells have it.
public enum HomeFolder {
  /// The folder.
  public static var url: URL {
    let home = ProcessInfo.processInfo.environment["HOME"] ?? ""
    return home.isEmpty ? FileManager.default.homeDirectoryForCurrentUser : URL(fileURLWithPath: home)
  }

  /// A path with the home folder for a `~` at its beginning; another user's (`~name`) is looked up.
  public static func expanding(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/") else { return (path as NSString).expandingTildeInPath }
    return url.path + path.dropFirst()
  }
}
