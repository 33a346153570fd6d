import Foundation
import Synchronization

/// A server of the tests' own on raw sockets, which behaves as badly as it is told to; it shares nothing with the client.
///
/// Each connection has a thread; `answer` decides what each request gets.
final class FakeServer: Sendable {
  /// One request, as its bytes came in.
  struct Request: Sendable {
    /// Which connection it came over, counted from 0.
    let connection: Int
    let method: String
    let target: String
    /// By lower-case name.
    let headers: [String: String]
    /// The head's lines as they came.
    let head: String
    let body: Data

    var text: String { String(decoding: body, as: UTF8.self) }
    var path: String { String(target.prefix { $0 != "?" }) }
  }

  /// One thing to do on a connection.
  enum Step: Sendable {
    case send(Data)
    /// Ends the connection in an orderly way.
    case close
    /// Ends it with a reset.
    case reset
    /// Goes on only when the gate opens.
    case wait(Gate)
    /// Sends the same bytes until the client hangs up.
    case sendForEver(Data)
  }

  private struct State {
    var requests: [Request] = []
    var connections = 0
  }

  let port: Int
  private let listener: Int32
  private let state = Mutex(State())
  private let answer: @Sendable (Request, Int) -> [Step]
  /// Resets a connection after so many bytes of a request, before the rest is read; told the connection's number.
  private let cutAfter: @Sendable (Int) -> Int?

  /// Starts to listen; `answer` gets each request and its number, counted from 0.
  init(
    cutAfter: @escaping @Sendable (Int) -> Int? = { _ in nil },
    answer: @escaping @Sendable (_ request: Request, _ number: Int) -> [Step]
  ) throws {
    self.answer = answer
    self.cutAfter = cutAfter
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) == 0 && listen(listener, 64) == 0
          && getsockname(listener, pointer, &length) == 0
      }
    }
    guard listener >= 0, bound else { throw POSIXError(.EADDRNOTAVAIL) }
    self.listener = listener
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { self.acceptAll() }
  }

  /// The server's address without a path.
  var url: URL { makeURL("") }

  /// An address on this server.
  func address(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

  private func makeURL(_ path: String) -> URL { URL(string: address(path)) ?? URL(fileURLWithPath: "/") }

  /// All requests that came in whole, in order.
  var requests: [Request] { state.withLock(\.requests) }

  /// How many connections were made.
  var connections: Int { state.withLock(\.connections) }

  /// Takes no further connections.
  func stop() {
    // The accepting thread closes it: a closed number could be another server's by the time it is waited on.
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private func acceptAll() {
    while true {
      let peer = accept(listener, nil, nil)
      guard peer >= 0 else {
        close(listener)
        return
      }
      let number = state.withLock { state in
        defer { state.connections += 1 }
        return state.connections
      }
      Thread.detachNewThread { self.serve(peer, number) }
    }
  }

  private func serve(_ peer: Int32, _ connection: Int) {
    var reader = RequestReader(peer, limit: cutAfter(connection))
    while let request = reader.next(connection: connection) {
      let number = state.withLock { state in
        state.requests.append(request)
        return state.requests.count - 1
      }
      for step in answer(request, number) {
        guard perform(step, on: peer) else { return }
      }
    }
    if reader.wasCut { makeReset(peer) }
    close(peer)
  }

  /// False where the connection is over.
  private func perform(_ step: Step, on peer: Int32) -> Bool {
    switch step {
    case .send(let data):
      return write(data, to: peer)
    case .sendForEver(let data):
      while write(data, to: peer) {}
      close(peer)
      return false
    case .wait(let gate):
      gate.wait()
      return true
    case .close:
      // Half-closed first, so that bytes still unread don't turn it into a reset.
      shutdown(peer, Int32(SHUT_WR))
      var scratch = [UInt8](repeating: 0, count: 4096)
      while recv(peer, &scratch, scratch.count, 0) > 0 {}
      close(peer)
      return false
    case .reset:
      makeReset(peer)
      close(peer)
      return false
    }
  }

  private func makeReset(_ peer: Int32) {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(peer, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
  }

  private func write(_ data: Data, to peer: Int32) -> Bool {
    data.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = send(peer, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }
  }
}

/// Holds a server's thread until a test opens it.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func open() { semaphore.signal() }

  func wait() { semaphore.wait() }

  /// Waits without holding a thread that tasks need.
  func opened() async {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        self.wait()
        continuation.resume()
      }
    }
  }
}

extension FakeServer.Step {
  /// A whole answer with its length.
  static func reply(_ status: Int = 200, _ headers: [String: String] = [:], body: Data) -> FakeServer.Step {
    var head = "HTTP/1.1 \(status) Told\r\nContent-Length: \(body.count)\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    return .send(Data("\(head)\r\n".utf8) + body)
  }

  /// A whole answer of JSON.
  static func json(_ text: String, status: Int = 200, _ headers: [String: String] = [:]) -> FakeServer.Step {
    .reply(status, headers.merging(["Content-Type": "application/json"]) { old, _ in old }, body: Data(text.utf8))
  }

  static func text(_ text: String) -> FakeServer.Step { .send(Data(text.utf8)) }
}
