import Foundation

/// Texts as C takes lists of them.
enum CStrings {
  /// Lends a list that ends with a null pointer; `nil` is one in it, too.
  static func lend<Result>(
    _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = texts.map { $0.flatMap { strdup($0) } }
    defer { for copy in copies { free(copy) } }
    let list = copies.map { $0.map { UnsafePointer($0) } } + [nil]
    return list.withUnsafeBufferPointer { buffer in
      // A list has at least its end.
      withExtendedLifetime(copies) { buffer.baseAddress.map(body) }
    } ?? withUnsafePointer(to: nil) { body($0) }
  }
}
