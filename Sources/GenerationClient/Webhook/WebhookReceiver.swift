import FlyingFox
import FlyingSocks
public import Foundation
import MediaBasics
import Synchronization

/// Listens for a service's word that a task is over.
///
/// The address that the service is told ends in a secret of 32 random bytes: whoever doesn't know it is answered
/// with 404 and changes nothing. Deliveries may come twice and in any order.
public final class WebhookReceiver: Sendable {
  /// What the service is told to call: the public address with the secret.
  public let address: String
  let secret: Secret
  private let running: (server: HTTPServer, task: Task<Void, any Error>)?
  private let handler: Handler

  /// Starts to listen.
  ///
  /// - Parameters:
  ///   - host: An IP address of this machine; `0.0.0.0` for all of them.
  ///   - port: 0 takes any free one.
  ///   - publicAddress: Where the service reaches it, such as a tunnel's https address; `nil` for a receiver that
  ///     only this machine calls.
  /// - Throws: `client.webhook` where it can't listen, `client.address` for an address that no service may call.
  public static func start(host: String, port: UInt16, publicAddress: URL? = nil) async throws -> WebhookReceiver {
    if let publicAddress {
      let address = try WebAddress(publicAddress.absoluteString)
      // The secret is the end of the path.
      guard publicAddress.query == nil, publicAddress.fragment == nil else {
        throw GenerationError.address(address.withoutQuery, "it may have neither '?' nor '#'")
      }
    }
    let secret = Secret.random()
    let handler = Handler(secret: secret)
    let (server, task) = try await listen(host, port, handler)
    let port = boundPort(of: await server.listeningAddress, port)
    let base = publicAddress?.absoluteString ?? address(host, port)
    return WebhookReceiver(base: base, secret: secret, running: (server, task), handler: handler)
  }

  /// A receiver that isn't there yet, for a rehearsal: its address tells where it would be.
  public static func planned(host: String, port: UInt16, publicAddress: URL? = nil) -> WebhookReceiver {
    let secret = Secret(value: "<a new secret>")
    return WebhookReceiver(
      base: publicAddress?.absoluteString ?? address(host, port), secret: secret, running: nil,
      handler: Handler(secret: secret))
  }

  /// An IPv6 address stands in brackets.
  private static func address(_ host: String, _ port: UInt16) -> String {
    "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }

  private init(
    base: String, secret: Secret, running: (HTTPServer, Task<Void, any Error>)?, handler: Handler
  ) {
    address = (base.hasSuffix("/") ? base : base + "/") + secret.value
    self.secret = secret
    self.running = running.map { (server: $0.0, task: $0.1) }
    self.handler = handler
  }

  /// Hands every delivery on.
  func onDelivery(_ take: @escaping @Sendable (MediaBasics.JSONValue) async -> Void) {
    handler.take.withLock { $0 = take }
  }

  /// Stops listening.
  public func stop() async {
    guard let running else { return }
    await running.server.stop(timeout: 0)
    running.task.cancel()
    _ = await running.task.result
  }
}

extension WebhookReceiver {
  private static func listen(
    _ host: String, _ port: UInt16, _ handler: Handler
  ) async throws -> (HTTPServer, Task<Void, any Error>) {
    guard let config = configuration(host, port) else {
      throw GenerationError.webhook("\(host):\(port)", "the host is no IP address of this machine")
    }
    let server = HTTPServer(config: config, handler: handler)
    let listening = Task { try await server.waitUntilListening(timeout: 60) }
    let task = Task {
      do { try await server.run() } catch {
        listening.cancel()
        throw error
      }
    }
    do {
      try await listening.value
    } catch {
      task.cancel()
      guard case .failure(let reason) = await task.result else { throw error }
      throw GenerationError.webhook("\(host):\(port)", reason.localizedDescription)
    }
    return (server, task)
  }

  private static func configuration(_ host: String, _ port: UInt16) -> HTTPServer.Configuration? {
    let host = host == "localhost" ? "127.0.0.1" : host
    if let address = try? sockaddr_in.inet(ip4: host, port: port) {
      return HTTPServer.Configuration(address: address, timeout: 30, logger: .disabled)
    }
    guard let address = try? sockaddr_in6.inet6(ip6: host, port: port) else { return nil }
    return HTTPServer.Configuration(address: address, timeout: 30, logger: .disabled)
  }

  private static func boundPort(of address: Socket.Address?, _ asked: UInt16) -> UInt16 {
    switch address {
    case .ip4(_, let port), .ip6(_, let port): port
    default: asked
    }
  }

  /// Takes one call.
  private final class Handler: HTTPHandler {
    /// Far more than one task's item.
    private static let longest = 1 << 20

    let secret: Secret
    let take = Mutex<(@Sendable (MediaBasics.JSONValue) async -> Void)?>(nil)

    init(secret: Secret) {
      self.secret = secret
    }

    func handleRequest(_ request: FlyingFox.HTTPRequest) async throws -> FlyingFox.HTTPResponse {
      let last = request.path.split(separator: "/").last.map(String.init) ?? ""
      guard secret.matches(last) else { return FlyingFox.HTTPResponse(statusCode: .notFound) }
      guard request.method == .POST else { return FlyingFox.HTTPResponse(statusCode: .methodNotAllowed) }
      var body = Data()
      for try await piece in request.bodySequence {
        body.append(piece)
        guard body.count <= Self.longest else { return FlyingFox.HTTPResponse(statusCode: .payloadTooLarge) }
      }
      guard let json = MediaBasics.JSONValue(told: body) else {
        return FlyingFox.HTTPResponse(statusCode: .badRequest)
      }
      await take.withLock { $0 }?(json)
      return FlyingFox.HTTPResponse(statusCode: .ok)
    }
  }
}
