import CCatalog
import Foundation

/// The data files under `presets/`, as they were when the binary was built.
enum EmbeddedFiles {
  /// Names below `presets/` and contents, sorted by name.
  static let all: [(name: String, data: Data)] = {
    var count = 0
    guard let files = rw_catalog_files(&count) else { return [] }
    return (0..<count).compactMap { index in
      let file = files[index]
      guard let name = file.name, let bytes = file.bytes else { return nil }
      return (String(cString: name), Data(bytes: bytes, count: file.size))
    }
  }()
}
