import ModelCatalog

extension JobSettings {
  /// What a job asks for and doesn't get, for it belongs to the other kind of video: to one clip, or to a chain.
  ///
  /// - Parameter entry: what the job itself states. Defaults and presets are for all jobs, of either kind.
  func unheeded(of entry: SourceNode) -> [String] {
    func states(_ name: String) -> Bool { entry[name].map { $0.content != .null } ?? false }
    if length == nil {
      var names = ["seam", "matchColor"].filter(states)
      // Bought in vain, wherever it was asked for.
      if loop { names.append("loop") }
      return names.map { "'\($0)' needs clips that are joined: write a length in place of the duration." }
    }
    return ["duration", "fps"].filter(states).map {
      "'\($0)' isn't heeded beside a length, to which clips of any duration are chained."
    }
  }
}
