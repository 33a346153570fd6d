import FlyingFox
import FlyingSocks
import Foundation
import MediaBasics

/// Calls back where a task named a `webhookURL`: one POST for each item of its result, tried again until it is taken.
///
/// Only loopback addresses are called, over http: nothing leaves the machine.
actor WebhookCaller {
  /// Waits between tries, in milliseconds: 250, doubling to 8 s (the service's pages on webhooks).
  private static let waits = [250, 500, 1000, 2000, 4000, 8000]
  private static let loopback = ["127.0.0.1", "localhost"]

  private let tasks: TaskStore
  private var calls: [Task<Void, any Error>] = []

  init(tasks: TaskStore) { self.tasks = tasks }

  /// Calls as soon as the task is done.
  func call(_ url: URL, about id: String, report: TaskReport) {
    calls.append(
      Task {
        guard try await tasks.settled(id) != nil else { return }
        let state = await report.state(of: id)
        for item in state.data + state.errors.map(\.json) { try await Self.deliver(item, to: url) }
      })
  }

  /// Gives up what is not delivered.
  func cancel() {
    for call in calls { call.cancel() }
  }

  private static func deliver(_ item: MediaBasics.JSONValue, to url: URL) async throws {
    for wait in waits + [0] {
      if (try? await post(item, to: url)) == true { return }
      try await Task.sleep(for: .milliseconds(wait))
    }
  }

  /// Whether the receiver took it.
  private static func post(_ item: MediaBasics.JSONValue, to url: URL) async throws -> Bool {
    guard url.scheme == "http", let host = url.host, loopback.contains(host) else { return true }
    let port = UInt16(exactly: url.port ?? 80) ?? 80
    let query = URLComponents(url: url, resolvingAgainstBaseURL: false)?.queryItems ?? []
    let request = HTTPRequest(
      method: .POST, version: .http11, path: url.path.isEmpty ? "/" : url.path,
      query: query.map { HTTPRequest.QueryItem(name: $0.name, value: $0.value ?? "") },
      headers: [.host: "\(host):\(port)", .contentType: "application/json"], body: try item.data())
    var client = HTTPClient()
    let response = try await client.sendHTTPRequest(request, to: try sockaddr_in.inet(ip4: "127.0.0.1", port: port))
    return (200..<300).contains(response.statusCode.code)
  }
}
