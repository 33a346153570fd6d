/// What a scratch file's name says of its target: the target's name, or where that leaves no room its beginning and a
/// number made of the whole.
enum ScratchLabel {
  /// The most bytes of a file's name.
  static let longestName = 255
  // A scratch file may be written through one of its own: twice 40 bytes of dot, mark, owner and number are added.
  private static let longestWhole = 175
  private static let longestBeginning = 140

  static func of(_ name: String) -> String {
    let isScratch = name.hasPrefix(".") && name.contains(".rwmedia-")
    if name.utf8.count <= longestWhole || isScratch { return name }
    var beginning = name.prefix(longestBeginning)
    while beginning.utf8.count > longestBeginning { beginning.removeLast() }
    return "\(beginning)~\(number(of: name))"
  }

  /// FNV-1a: the same in every process, so that what a killed one left is found.
  static func number(of text: String) -> UInt32 {
    text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }

  /// The extension with its dot; none where it is so long that it can't be a format's.
  static func suffix(_ pathExtension: String) -> String {
    pathExtension.isEmpty || pathExtension.utf8.count > 6 ? "" : ".\(pathExtension)"
  }
}
