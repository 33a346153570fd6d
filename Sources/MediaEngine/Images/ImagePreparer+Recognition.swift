public import Foundation
import MediaBasics

extension ImagePreparer {
  /// Whether a file is a picture by its first bytes, whatever its name says; whether it can be read is not looked at.
  ///
  /// - Throws: `file.unreadable` where it can't be opened.
  public static func recognizes(_ file: URL) throws -> Bool {
    let handle = try InputFile.open(file)
    defer { try? handle.close() }
    let head = try handle.read(upToCount: ImageKind.sniffLength) ?? Data()
    return ImageKind(sniffing: head) != nil
  }
}
