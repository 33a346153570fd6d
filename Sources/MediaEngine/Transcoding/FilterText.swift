/// Text as a value in libavfilter's language, which reads it twice: once as a graph, once as a filter's options.
enum FilterText {
  /// The text with what would end it escaped for both readings.
  static func escaped(_ text: String) -> String {
    escape(escape(text, "\\':"), "\\'[],;")
  }

  private static func escape(_ text: String, _ special: String) -> String {
    text.reduce(into: "") { result, character in
      if special.contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
