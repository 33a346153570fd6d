import Foundation

/// Reads requests off a socket: head, then as many bytes as `Content-Length` says, or chunks.
struct RequestReader {
  private let peer: Int32
  private let limit: Int?
  private var buffer = Data()
  private var read = 0
  private(set) var wasCut = false

  init(_ peer: Int32, limit: Int?) {
    self.peer = peer
    self.limit = limit
  }

  /// The next whole request; `nil` where the connection ended, or was to be cut.
  mutating func next(connection: Int) -> FakeServer.Request? {
    let end = Data("\r\n\r\n".utf8)
    while buffer.range(of: end) == nil { guard fill() else { return nil } }
    guard let range = buffer.range(of: end) else { return nil }
    let head = String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
    buffer = Data(buffer[range.upperBound...])
    let lines = head.components(separatedBy: "\r\n")
    let first = lines[0].split(separator: " ")
    guard first.count == 3 else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    while buffer.count < length { guard fill() else { return nil } }
    let body = Data(buffer.prefix(length))
    buffer = Data(buffer.dropFirst(length))
    return .init(
      connection: connection, method: String(first[0]), target: String(first[1]), headers: headers, head: head,
      body: body)
  }

  private mutating func fill() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let wanted = limit.map { min(bytes.count, max(0, $0 - read)) } ?? bytes.count
    guard wanted > 0 else {
      wasCut = true
      return false
    }
    let count = recv(peer, &bytes, wanted, 0)
    guard count > 0 else { return false }
    read += count
    buffer.append(contentsOf: bytes.prefix(count))
    return true
  }
}
