/// What goes wrong at a point.
enum FaultEffect: Hashable, Sendable {
  /// Nothing.
  case none
  /// The connection is closed before anything is done.
  case reset
  /// All is done, then the connection is closed without the answer.
  case lost
  /// Nothing is done; the answer has this HTTP status.
  case status(Int)
  /// Nothing is done; the answer is a gateway's error page in HTML.
  case html
  /// All is done; the answer's JSON breaks off.
  case brokenJSON
  /// All is done, after so many seconds.
  case stall(Double)
  /// Nothing is done; the answer leads to a plain http address elsewhere.
  case redirect
  /// Nothing is done; the answer never ends.
  case endless
  /// Half of the file comes, then the connection is closed.
  case truncate
  /// The file comes at so many bytes a second.
  case drip(Double)
  /// The file's length is told as one byte more than there is.
  case wrongLength
  /// An answer that knows of no task: `data` is empty.
  case empty
  /// Each item of the answer comes twice.
  case duplicate
  /// The items come in another order.
  case shuffle
  /// Addresses answer no more after so many seconds.
  case expire(Double)
  /// The task fails when it's due, with this code.
  case fail(String)
  /// The clip has one frame more than duration × fps.
  case extraFrame
}
