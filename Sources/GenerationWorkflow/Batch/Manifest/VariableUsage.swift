import ModelCatalog

/// Which variables a manifest's jobs have, and which of them any text uses.
struct VariableUsage {
  var own: Set<String> = []
  var used: Set<String>

  /// Variables that nothing uses and that are called nearly like a setting: most likely meant to be that.
  func slips(in place: SourceNode.Place) -> [FileProblem] {
    own.subtracting(used).sorted().compactMap { name in
      guard let setting = JobSettings.meant(by: name) else { return nil }
      return FileProblem(
        file: place.file, line: nil, path: name,
        message:
          "no text uses this variable, and it is called nearly like the setting '\(setting)'; write \(setting), or call it otherwise"
      )
    }
  }
}
