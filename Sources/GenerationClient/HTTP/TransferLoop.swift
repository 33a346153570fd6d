import CCurl
import Foundation
import Synchronization

/// Drives all transfers of one transport on a thread of its own.
final class TransferLoop: Sendable {
  /// A transfer asked for: the thread builds it, so that no handle ever changes threads.
  struct Order: Sendable {
    let request: HTTPRequest
    let ticket: TransferTicket
    let finish: @Sendable (Result<HTTPResponse, any Error>) -> Void
  }

  private struct Inbox {
    var orders: [Order] = []
    var stopping = false
  }

  private let inbox = Mutex(Inbox())
  private let multi: CurlMulti
  private let trust: TrustSettings

  init(trust: TrustSettings) throws {
    self.trust = trust
    multi = try CurlMulti()
  }

  func start() {
    let thread = Thread { self.run() }
    thread.name = "rwmedia.http"
    thread.start()
  }

  /// Takes an order; it is finished exactly once.
  func submit(_ order: Order) {
    inbox.withLock { $0.orders.append(order) }
    multi.wake()
  }

  /// Makes the thread look at what was cancelled.
  func wake() {
    multi.wake()
  }

  /// Ends the thread; whatever is under way is cancelled.
  func stop() {
    inbox.withLock { $0.stopping = true }
    multi.wake()
  }

  private typealias Active = [UnsafeMutableRawPointer: (transfer: Transfer, order: Order)]

  private func run() {
    var active: Active = [:]
    while true {
      let (orders, stopping) = inbox.withLock { inbox in
        defer { inbox.orders = [] }
        return (inbox.orders, inbox.stopping)
      }
      for order in orders { begin(order, &active) }
      for (transfer, order) in active.values where stopping || order.ticket.isCancelled {
        end(transfer, order, &active, .failure(CancellationError()))
      }
      if stopping { return }
      do {
        try multi.perform()
        while let (easy, code) = multi.nextFinished() {
          guard let (transfer, order) = active[easy] else { continue }
          end(transfer, order, &active, transfer.outcome(code))
        }
        try multi.wait(milliseconds: 60_000)
      } catch {
        // The handle itself is broken: nothing under way can end by itself any more.
        for (transfer, order) in active.values { end(transfer, order, &active, .failure(error)) }
      }
    }
  }

  private func begin(_ order: Order, _ active: inout Active) {
    guard !order.ticket.isCancelled else { return order.finish(.failure(CancellationError())) }
    do {
      let transfer = try Transfer(order.request, ticket: order.ticket, trust: trust)
      try multi.add(transfer.easy)
      active[transfer.easy.raw] = (transfer, order)
    } catch {
      order.finish(.failure(error))
    }
  }

  private func end(
    _ transfer: Transfer, _ order: Order, _ active: inout Active, _ outcome: Result<HTTPResponse, any Error>
  ) {
    multi.remove(transfer.easy)
    active[transfer.easy.raw] = nil
    if case .failure = outcome { transfer.leave() }
    order.finish(outcome)
  }
}
