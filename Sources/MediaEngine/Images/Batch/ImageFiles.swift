public import Foundation
import MediaBasics

/// Finds the pictures that a command names.
public enum ImageFiles {
  /// Extensions, in lower case, of the files that a folder or a pattern is searched for.
  public static let extensions: Set<String> = [
    "jpg", "jpeg", "jpe", "png", "webp", "tif", "tiff", "gif", "heic", "heif", "avif",
  ]

  /// Extensions, in lower case, of the videos that are looked for where videos are wanted too.
  public static let videoExtensions: Set<String> = ["mp4", "mov", "m4v", "webm", "mkv", "avi", "ts"]

  /// The files that names stand for, in the order of the names and sorted within each; each file once.
  ///
  /// A name is a file; a folder, which stands for the pictures right inside it, hidden ones left out; or a pattern
  /// with `*`, `?` or `[…]` that the shell has left alone. A file that isn't there stays in the list, so that its
  /// absence is reported with the other failures; so does a folder or a pattern without a picture, among other names.
  ///
  /// - Parameter withVideos: Whether folders and patterns are searched for videos as well.
  /// - Throws: `media.image-none` where the only name is a folder or a pattern without a picture; `file.unreadable`
  ///   where it's a folder that can't be listed.
  public static func expand(_ names: [String], withVideos: Bool = false) throws -> [URL] {
    let wanted = withVideos ? extensions.union(videoExtensions) : extensions
    var seen: Set<String> = []
    var files: [URL] = []
    for name in names {
      for path in try names.count == 1 ? paths(for: name, wanted) : (try? paths(for: name, wanted)) ?? [name] {
        let url = URL(fileURLWithPath: path)
        if seen.insert(url.standardizedFileURL.path).inserted { files.append(url) }
      }
    }
    return files
  }

  private static func paths(for name: String, _ wanted: Set<String>) throws -> [String] {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) {
      return isFolder.boolValue ? try files(in: name, wanted) : [name]
    }
    guard name.contains(where: { "*?[".contains($0) }) else { return [name] }
    let found = matches(of: name).filter { isFile($0, wanted) }
    guard !found.isEmpty else { throw MediaError.imageNone(name) }
    return found
  }

  private static func files(in folder: String, _ wanted: Set<String>) throws -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw FileError.unreadable(folder, SystemReason.text(of: error))
    }
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    let found = names.filter { !$0.hasPrefix(".") }.sorted().map { base + $0 }.filter { isFile($0, wanted) }
    guard !found.isEmpty else { throw MediaError.imageNone(folder) }
    return found
  }

  private static func isFile(_ path: String, _ wanted: Set<String>) -> Bool {
    var isFolder: ObjCBool = false
    return wanted.contains(URL(fileURLWithPath: path).pathExtension.lowercased())
      && FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
  }

  /// What glob(3) finds, in its order, which is sorted.
  private static func matches(of pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, 0, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { result.gl_pathv[$0].map { String(cString: $0) } }
  }
}
