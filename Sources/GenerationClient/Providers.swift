import Foundation
public import ModelCatalog

/// Makes the client of a provider.
public enum Providers {
  /// A client for one provider and key.
  ///
  /// Pace and tasks in flight are counted per client: use one for all that goes out under one key.
  /// - Throws: `client.key-missing`, `client.key-malformed`, `client.address`, `client.setting`.
  public static func make(_ id: ProviderID, settings: ClientSettings) throws -> any GenerationProvider {
    switch id {
    case .runware: try RunwareProvider(settings)
    case .runway: try RunwayProvider(settings)
    }
  }

  /// The environment variable that holds a provider's key.
  public static func keyVariable(_ id: ProviderID) -> String {
    switch id {
    case .runware: "RUNWARE_API_KEY"
    case .runway: "RUNWAYML_API_SECRET"
    }
  }
}

/// What every adapter is built from.
struct ProviderParts {
  let channel: ServiceChannel
  let address: WebAddress
  let key: Secret
  let limit: FlightLimit
  let downloader: Downloader
  let scope: String

  init(_ id: ProviderID, _ settings: ClientSettings, publicAddress: String) throws {
    try settings.check()
    let service = id.displayName
    let variable = Providers.keyVariable(id)
    let key = settings.key.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !key.isEmpty else { throw GenerationError.keyMissing(service, variable: variable) }
    guard key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw GenerationError.keyMalformed(service, variable: variable)
    }
    address = try WebAddress(settings.baseURL?.absoluteString ?? publicAddress)
    self.key = Secret(value: key)
    let redactor = Redactor(secrets: [self.key] + (settings.webhook.map { [$0.secret] } ?? []))
    let shared = settings.sharing?("\(id.rawValue) \(address.origin) \(key)")
    let transport = try Transport(trust: settings.trust, log: ExchangeLog(settings.log, redactor))
    channel = ServiceChannel(
      service: service, transport: transport,
      pacer: RequestPacer(perMinute: settings.requestsPerMinute, time: settings.time, shared: shared),
      retries: settings.retries, time: settings.time, redactor: redactor)
    limit = FlightLimit(settings.maxInFlight, shared: shared, time: settings.time)
    downloader = Downloader(
      transport: transport, retries: settings.retries, time: settings.time, limit: settings.downloadLimit,
      allowsLoopback: address.isLoopback)
    scope = settings.scope ?? Self.scope(id, address)
  }

  /// The pace for files, where each task is asked for on its own and little of what is allowed is left for them.
  var filePace: OriginPace { OriginPace(origin: address.origin, pacer: channel.pacer) }

  /// The same for the same service, however its address is written.
  private static func scope(_ id: ProviderID, _ address: WebAddress) -> String {
    let path = address.path.split(separator: "/").filter { $0 != "v1" }.map { "/\($0)" }.joined()
    let isUsualPort = (address.scheme == "https" ? 443 : 80) == address.port
    return "\(id.rawValue)@\(address.scheme)://\(address.host)\(isUsualPort ? "" : ":\(address.port)")\(path)"
  }
}
