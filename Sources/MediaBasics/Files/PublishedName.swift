import Foundation

/// A name that an output was given, so that it can be taken back.
struct PublishedName {
  private let scratch: String
  private let path: String
  private let number: ino_t?

  /// - Parameter scratch: The file as long as it isn't published.
  init(of scratch: String, as path: String) {
    self.scratch = scratch
    self.path = path
    number = Self.number(of: scratch)
  }

  /// Makes the output a scratch file again, unless another file has its name by now.
  func takeBack() {
    guard let number, Self.number(of: path) == number else { return }
    rename(path, scratch)
  }

  private static func number(of path: String) -> ino_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_ino : nil
  }
}
