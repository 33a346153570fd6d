/// A JSON list that must hold something, each element once.
struct NonEmpty<Element: Decodable & Hashable>: Decodable {
  let elements: [Element]

  init(from decoder: any Decoder) throws {
    elements = try [Element](from: decoder)
    let problem =
      elements.isEmpty
      ? "the list is empty; name at least one value, or leave the member out where none is known"
      : Set(elements).count < elements.count ? "a value stands in the list twice; name each once" : nil
    guard let problem else { return }
    throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: problem))
  }
}
