import CPostgres
import Foundation

/// The answer to what was just sent over a connection, waited for, but not for ever: a server that is frozen keeps its
/// connections, and no keepalive notices.
struct PostgresAnswer {
  let connection: OpaquePointer
  let deadline: ContinuousClock.Instant

  /// - Parameter connection: one that doesn't block.
  init(on connection: OpaquePointer, within patience: Duration) {
    self.connection = connection
    deadline = .now + patience
  }

  /// The answer, of several the last one, which is the caller's to clear; `nil` where the connection is lost.
  ///
  /// - Throws: where none has come in time: what comes later belongs to nothing, and the connection must not be used
  ///   again.
  func result() throws(PostgresFailure) -> OpaquePointer? {
    var last: OpaquePointer?
    do throws(PostgresFailure) {
      while try flush(), try receive(), let result = PQgetResult(connection) {
        PQclear(last)
        last = result
      }
      return last
    } catch {
      PQclear(last)
      throw error
    }
  }

  /// Sends what is still to be sent; false where the connection is lost.
  private func flush() throws(PostgresFailure) -> Bool {
    while true {
      switch PQflush(connection) {
      case 0: return true
      case 1:
        // It may have to say something first.
        let events = try wait(for: POLLIN | POLLOUT)
        if events & Int16(POLLIN) != 0, PQconsumeInput(connection) != 1 { return false }
      default: return false
      }
    }
  }

  /// Takes in what the server says until a result is whole; false where the connection is lost.
  private func receive() throws(PostgresFailure) -> Bool {
    while PQisBusy(connection) == 1 {
      _ = try wait(for: POLLIN)
      if PQconsumeInput(connection) != 1 { return false }
    }
    return true
  }

  private func wait(for events: Int32) throws(PostgresFailure) -> Int16 {
    while true {
      let left = (deadline - .now) / .milliseconds(1)
      guard left > 0 else { throw PostgresFailure(message: "it doesn't answer any more", state: nil, isBroken: true) }
      var socket = pollfd(fd: PQsocket(connection), events: Int16(events), revents: 0)
      let count = poll(&socket, 1, Int32(left.rounded(.up)))
      if count > 0 { return socket.revents }
      guard count == 0 || errno == EINTR else {
        throw PostgresFailure(message: String(cString: strerror(errno)), state: nil, isBroken: true)
      }
    }
  }
}
