import MediaBasics

extension RequestCheck {
  mutating func judgeSeed() {
    guard let seed = request.seed else { return }
    let given = JSONValue.unsigned(seed)
    switch model.seed {
    case .unsupported:
      unsupported("seed", given: given, "\(name) takes no seed.", hint: "Leave --seed out.")
    case .unsure:
      warning(
        "unsupportedParameter", "seed", given: given,
        "seed is \(seed); the documents of \(name) disagree on whether it takes one.")
    case .range(let range): judge(seed, range)
    case .supported, nil:
      if case .range(let range) = general?.seed { judge(seed, range) }
    }
  }

  private mutating func judge(_ seed: UInt64, _ range: ClosedRange<UInt64>) {
    guard !range.contains(seed) else { return }
    let allowed = "\(range.lowerBound) to \(range.upperBound)"
    error(
      "invalidSeed", "seed", given: .unsigned(seed), allowed: .string(allowed),
      "seed is \(seed); \(name) takes \(allowed).")
  }

  mutating func judgeOutput() {
    guard let general else { return }
    if !general.results.contains(request.results) {
      let allowed =
        general.results.max == 1 ? "1 clip a request" : "\(general.results.min) to \(general.results.max)"
      error(
        "invalidNumberResults", "results", given: .integer(Int64(request.results)), allowed: .string(allowed),
        "results is \(request.results); \(provider) makes \(allowed).")
    }
    if let quality = request.outputQuality { judge(quality: quality, general) }
    if let format = request.outputFormat?.lowercased(), !general.outputFormats.contains(format) {
      error(
        "invalidOutputFormat", "outputFormat", given: .string(format),
        allowed: .array(general.outputFormats.map { .string($0) }),
        "outputFormat is '\(format)'; \(provider) delivers \(general.outputFormats.joinedByOr).")
    }
  }

  private mutating func judge(quality: Int, _ general: GeneralRules) {
    let given = JSONValue.integer(Int64(quality))
    guard let bounds = general.outputQuality else {
      warning("unsupportedParameter", "outputQuality", given: given, "outputQuality: \(provider) takes none.")
      return
    }
    guard !bounds.contains(quality) else { return }
    let allowed = "\(bounds.min) to \(bounds.max)"
    error(
      "invalidOutputQuality", "outputQuality", given: given, allowed: .string(allowed),
      "outputQuality is \(quality); \(provider) takes \(allowed).")
  }
}
