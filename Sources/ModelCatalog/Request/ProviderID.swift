/// A service that generates video.
public enum ProviderID: String, CaseIterable, Hashable, Sendable, Codable {
  /// Runware: one interface to many makers' models; ids are AIRs such as `klingai:5@3`.
  case runware
  /// Runway's developer interface; ids such as `gen4.5`.
  case runway

  /// The service's own spelling of its name.
  public var displayName: String {
    switch self {
    case .runware: "Runware"
    case .runway: "Runway"
    }
  }
}
