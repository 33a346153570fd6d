import CFFmpeg

/// What libav said about a call that failed.
struct AVFailure {
  /// The AVERROR code.
  let code: Int32
  /// libav's words for the code.
  let text: String
  /// The last errors of its log.
  let log: [String]

  init(_ code: Int32) {
    self.code = code
    log = LogCapture.takeLines()
    text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      guard let start = buffer.baseAddress, av_strerror(code, start, 128) == 0 else { return "error \(code)" }
      return String(cString: start)
    }
  }

  /// The log's last line where there is one, else the code's words: what to put in a sentence.
  var reason: String { log.last ?? text }
}

/// The gate that each libav return code passes.
enum AVResult {
  /// Lets a code of 0 or more through and turns others into the error that `failure` makes of them.
  ///
  /// - Throws: that error; `CancellationError` where libav stopped because its interrupt callback said so.
  @discardableResult
  static func check(_ code: Int32, _ failure: (AVFailure) -> MediaError) throws -> Int32 {
    guard code < 0 else { return code }
    if code == rw_averror_exit { throw CancellationError() }
    throw failure(AVFailure(code))
  }

  /// Lets a pointer through; nil from an allocating call is a lack of memory.
  static func allocated<Pointee>(
    _ pointer: UnsafeMutablePointer<Pointee>?, _ what: String
  ) throws(MediaError) -> UnsafeMutablePointer<Pointee> {
    guard let pointer else { throw MediaError.noMemory(for: what) }
    return pointer
  }
}
