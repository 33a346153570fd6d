import MediaBasics
import Testing

@testable import GenerationClient

struct WebAddressTests {
  @Test(arguments: [
    "https://api.example.com", "https://api.example.com:8443/v1?x=1", "http://127.0.0.1:80", "http://localhost:9/v1",
    "http://[::1]:8080/", "HTTP://LOCALHOST/", "http://127.9.8.7/",
  ])
  func `https and this machine are addresses`(text: String) throws {
    _ = try WebAddress(text)
  }

  @Test(arguments: [
    "http://example.com", "http://localhost.example.com", "http://127.0.0.1.example.com", "http://128.0.0.1",
    "http://0.0.0.0", "http://user:pw@127.0.0.1/", "https://user@example.com", "ftp://example.com", "example.com", "",
    "https://exa mple.com", "https://example.com\r\nX: y", "javascript:alert(1)", "file:///etc/hostname",
  ])
  func `nothing else is`(text: String) {
    #expect(throws: GenerationError.self) { try WebAddress(text) }
  }

  @Test func `a plain address elsewhere is refused with the rule`() {
    let error = #expect(throws: GenerationError.self) { try WebAddress("http://example.com/v1?key=secret") }
    #expect(
      error?.report.message
        == "'http://example.com/v1?…' is not opened: only https is opened, and plain http on this machine (loopback)."
    )
    #expect(error?.report.kind == .configuration)
  }

  @Test func `a path is added to what is there`() throws {
    #expect(try WebAddress("https://a.example/").appending("v1").text == "https://a.example/v1")
    #expect(
      try WebAddress("https://a.example/proxy").appending("/v1/tasks").text == "https://a.example/proxy/v1/tasks")
  }
}
