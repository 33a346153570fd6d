import Synchronization

/// What a waiting caller and the transport's thread share about one transfer.
final class TransferTicket: Sendable {
  private let flag = Atomic(false)

  var isCancelled: Bool { flag.load(ordering: .acquiring) }

  func cancel() { flag.store(true, ordering: .releasing) }
}
