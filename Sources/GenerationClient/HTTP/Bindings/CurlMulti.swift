import CCurl

/// Owner of a multi handle: many transfers driven by one thread, sharing connections.
final class CurlMulti {
  private let raw: UnsafeMutableRawPointer

  init() throws {
    try CurlError.check(Self.global, "global_init")
    guard let raw = curl_multi_init() else { throw CurlError.noHandle("multi_init") }
    self.raw = raw
  }

  deinit {
    curl_multi_cleanup(raw)
  }

  /// libcurl's process-wide set-up, done once; its own documentation calls it thread-safe since 7.84.
  private static let global = rw_curl_global_init()

  func add(_ easy: CurlEasy) throws {
    try CurlError.check(curl_multi_add_handle(raw, easy.raw), "multi_add_handle")
  }

  func remove(_ easy: CurlEasy) {
    // The only failures are a handle that isn't there any more, and a call from within a callback.
    _ = curl_multi_remove_handle(raw, easy.raw)
  }

  /// Moves every transfer on as far as it goes without waiting.
  func perform() throws {
    var running: Int32 = 0
    try CurlError.check(curl_multi_perform(raw, &running), "multi_perform")
  }

  /// A transfer that has ended, by its handle's address, and how; `nil` when no further one has.
  func nextFinished() -> (easy: UnsafeMutableRawPointer, code: CURLcode)? {
    var left: Int32 = 0
    while let message = curl_multi_info_read(raw, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
      return (easy, message.pointee.data.result)
    }
    return nil
  }

  /// Waits until a transfer can move on, ``wake()`` is called, or the time is over.
  func wait(milliseconds: Int32) throws {
    try CurlError.check(curl_multi_poll(raw, nil, 0, milliseconds, nil), "multi_poll")
  }

  /// Ends a ``wait(milliseconds:)`` at once; may be called from any thread.
  func wake() {
    _ = curl_multi_wakeup(raw)
  }
}

// One thread calls everything but `wake`, and libcurl documents `curl_multi_wakeup` as safe from any thread as long
// as the handle lives: whoever calls it holds this object.
extension CurlMulti: @unchecked Sendable {}
