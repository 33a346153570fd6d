/// Counts what goes to the service's own origin besides its interface, files above all, among the requests that are
/// allowed; what goes to a storage elsewhere isn't the service's to limit.
struct OriginPace: Sendable {
  let origin: String
  let pacer: RequestPacer

  /// Returns when a request to `address` may go out.
  func admit(_ address: WebAddress) async throws {
    if address.origin == origin { try await pacer.admit() }
  }
}
