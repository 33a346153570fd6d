public import ModelCatalog

extension Sequence<GenerationTask> {
  /// What they did cost; one whose files are here counts with what was expected where the service names no cost.
  public var spent: Cost { filter { !$0.isOpen }.map(\.charge).reduce(.zero, +) }

  /// What those may cost of which that isn't known yet.
  public var setAside: Cost { filter(\.isOpen).map(\.charge).reduce(.zero, +) }
}

extension GenerationTask {
  fileprivate var isOpen: Bool { cost == nil && stage != .fetched }
}
