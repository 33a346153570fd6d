import CCurl
import Foundation

/// One exchange under way: libcurl's handle and the callbacks that feed it. Lives on the transport's thread.
final class Transfer {
  let ticket: TransferTicket
  let easy: CurlEasy
  private let request: HTTPRequest
  private let reader: BodyReader?
  private let sink: BodySink
  private var head = ResponseHead()
  private var sent: Int64 = 0
  /// Why a callback stopped the transfer.
  private var stop: (any Error)?

  init(_ request: HTTPRequest, ticket: TransferTicket, trust: TrustSettings) throws {
    self.ticket = ticket
    self.request = request
    reader = request.body.map(BodyReader.init)
    sink = BodySink(request)
    easy = try CurlEasy()
    try configure(trust)
  }

  /// What became of the transfer, told by libcurl's code for its end.
  func outcome(_ code: CURLcode) -> Result<HTTPResponse, any Error> {
    if let stop { return .failure(stop) }
    guard code == CURLE_OK else {
      return .failure(TransferFailure(code, text: easy.message(for: code), requestLeft: requestLeft))
    }
    return Result {
      try sink.finish(head: head)
      return HTTPResponse(
        status: head.status, headers: head.headers, body: sink.memory, length: sink.received, address: request.address
      )
    }
  }

  /// Ends the transfer in the middle, so that a file's beginning can be gone on with.
  func leave() { sink.leave() }

  /// Whether the server may have seen a byte of the request; what only a proxy saw and refused doesn't count.
  private var requestLeft: Bool {
    if easy.long(CURLINFO_HTTP_CONNECTCODE) >= 300 { return false }
    // On a new connection whose TLS never came about, what was sent was meant for a proxy.
    if request.address.scheme == "https", easy.long(CURLINFO_NUM_CONNECTS) > 0,
      easy.offset(CURLINFO_APPCONNECT_TIME_T) == 0
    {
      return false
    }
    return sent > 0 || easy.long(CURLINFO_REQUEST_SIZE) > 0 || easy.offset(CURLINFO_PRETRANSFER_TIME_T) > 0
  }

  fileprivate func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    do {
      let count = try reader?.read(into: buffer) ?? 0
      sent += Int64(count)
      if count > 0, !request.destination.isFile { request.progress?(sent, request.body?.length) }
      return count
    } catch {
      stop = error
      return rw_curl_readfunc_abort()
    }
  }

  fileprivate func rewind() -> Bool {
    guard request.repeatable else { return false }
    reader?.rewind()
    sent = 0
    return true
  }

  fileprivate func take(line: UnsafeRawBufferPointer) {
    head.take(line: String(decoding: line, as: UTF8.self))
  }

  fileprivate func take(body: UnsafeRawBufferPointer) -> Bool {
    do {
      try sink.take(body, head: head)
      return true
    } catch {
      stop = error
      return false
    }
  }
}

extension Transfer {
  private func configure(_ trust: TrustSettings) throws {
    try easy.set(CURLOPT_URL, request.address.text)
    // A redirect is followed by the transport, which looks at where it leads.
    try easy.set(CURLOPT_FOLLOWLOCATION, false)
    try easy.set(CURLOPT_PROTOCOLS_STR, request.address.isLoopback ? "https,http" : "https")
    try easy.set(CURLOPT_NOSIGNAL, true)
    try easy.set(CURLOPT_HTTP_VERSION, rw_curl_http_version_2tls())
    try easy.set(CURLOPT_TCP_KEEPALIVE, true)
    try configureTrust(trust)
    try configureTimeouts()
    try configureMethod()
    try configureSigning()
    try configureCallbacks()
  }

  private func configureTrust(_ trust: TrustSettings) throws {
    try easy.set(CURLOPT_SSLVERSION, rw_curl_tls_1_2())
    try easy.set(CURLOPT_SSL_VERIFYPEER, 1)
    try easy.set(CURLOPT_SSL_VERIFYHOST, 2)
    if let bundle = trust.bundle { try easy.set(CURLOPT_CAINFO, bundle.path) }
    if let folder = trust.folder { try easy.set(CURLOPT_CAPATH, folder.path) }
    // A proxy that is itself reached over TLS is vouched for by the same authorities.
    if let bundle = trust.bundle { try easy.set(CURLOPT_PROXY_CAINFO, bundle.path) }
    if let folder = trust.folder { try easy.set(CURLOPT_PROXY_CAPATH, folder.path) }
    // libcurl takes its proxies from the environment; this machine is reached without one.
    if request.address.isLoopback { try easy.set(CURLOPT_NOPROXY, "*") }
  }

  private func configureTimeouts() throws {
    let timeouts = request.timeouts
    try easy.set(CURLOPT_CONNECTTIMEOUT_MS, max(1, timeouts.connect.milliseconds))
    try easy.set(CURLOPT_LOW_SPEED_LIMIT, timeouts.slowest)
    try easy.set(CURLOPT_LOW_SPEED_TIME, max(1, Int(timeouts.stall.inSeconds.rounded(.up))))
    if let whole = timeouts.whole { try easy.set(CURLOPT_TIMEOUT_MS, max(1, whole.milliseconds)) }
  }

  private func configureMethod() throws {
    // `Expect` would hold every large body back for a second where the server knows nothing of it. Signing takes the
    // line that suppresses it for a header.
    var lines =
      (request.signing == nil ? ["Expect:"] : [])
      + request.headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    switch request.method {
    case .get: try easy.set(CURLOPT_HTTPGET, true)
    case .head: try easy.set(CURLOPT_NOBODY, true)
    case .put:
      try easy.set(CURLOPT_UPLOAD, true)
      try easy.set(CURLOPT_INFILESIZE_LARGE, offset: request.body?.length ?? 0)
    case .delete: try easy.set(CURLOPT_CUSTOMREQUEST, "DELETE")
    case .post:
      try easy.set(CURLOPT_POST, true)
      try easy.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: request.body?.length ?? 0)
      if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
    }
    try easy.setHeaders(lines)
    // A file's range counts its own bytes, not those of a compressed form.
    if !request.destination.isFile { try easy.set(CURLOPT_ACCEPT_ENCODING, "") }
    // On a reused connection that turns out dead libcurl sends a request again by itself, a POST, too.
    if !request.repeatable { try easy.set(CURLOPT_FRESH_CONNECT, true) }
  }

  private func configureSigning() throws {
    guard let signing = request.signing else { return }
    try easy.set(CURLOPT_AWS_SIGV4, signing.scheme)
    try easy.set(CURLOPT_USERNAME, signing.user.value)
    try easy.set(CURLOPT_PASSWORD, signing.password.value)
  }

  private func configureCallbacks() throws {
    let context = Unmanaged.passUnretained(self).toOpaque()
    try easy.set(CURLOPT_READDATA, context: context)
    try easy.set(CURLOPT_WRITEDATA, context: context)
    try easy.set(CURLOPT_HEADERDATA, context: context)
    try easy.set(CURLOPT_SEEKDATA, context: context)
    try easy.set(CURLOPT_READFUNCTION) { data, size, count, context in
      guard let transfer = Transfer.from(context) else { return rw_curl_readfunc_abort() }
      return transfer.fill(UnsafeMutableRawBufferPointer(start: data, count: size * count))
    }
    try easy.set(CURLOPT_WRITEFUNCTION) { data, size, count, context in
      guard let transfer = Transfer.from(context) else { return 0 }
      return transfer.take(body: UnsafeRawBufferPointer(start: data, count: size * count)) ? size * count : 0
    }
    try easy.set(CURLOPT_HEADERFUNCTION) { data, size, count, context in
      Transfer.from(context)?.take(line: UnsafeRawBufferPointer(start: data, count: size * count))
      return size * count
    }
    try easy.setSeek { context, offset, origin in
      guard offset == 0, origin == SEEK_SET, let transfer = Transfer.from(context), transfer.rewind() else {
        return CURL_SEEKFUNC_FAIL
      }
      return CURL_SEEKFUNC_OK
    }
  }

  /// The transfer that a callback belongs to: the loop holds it for as long as libcurl may call.
  private static func from(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }
}
