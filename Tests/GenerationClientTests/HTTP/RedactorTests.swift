import Foundation
import Testing

@testable import GenerationClient

struct RedactorTests {
  private let redactor = Redactor(secrets: [Secret(value: "test-key")])

  @Test func `keys, signatures and media are taken out of JSON, the rest stays`() {
    let media = String(repeating: "QUJD", count: 10_000)
    let body = """
      [{"apiKey":"other","taskType":"videoInference","seedImage":"data:image/png;base64,\(media)","bare":"\(media)",\
      "url":"https://f.example/a.mp4?sig=abc","text":"see https://f.example/b?x=1 and test-key","fields":{"Policy":"abc",\
      "x-amz-signature":"abc"},"n":1}]
      """
    #expect(
      redactor.body(Data(body.utf8)) == """
        [{"apiKey":"•••","bare":"\(media.prefix(100))… (40000 bytes)","fields":{"Policy":"•••","x-amz-signature":"•••"},\
        "n":1,"seedImage":"data:image/png;base64,… (40022 bytes)","taskType":"videoInference",\
        "text":"see https://f.example/b?…","url":"https://f.example/a.mp4?…"}]
        """)
  }

  @Test func `a page is cut short to one line that no terminal obeys`() {
    let page = "<html>\n\u{1B}[31mtest-key https://x.example/?token=abc\u{7}" + String(repeating: "x", count: 900)
    let told = redactor.body(Data(page.utf8))
    #expect(told.hasPrefix("<html> [31m••• https://x.example/?…"))
    #expect(told.count <= 201)
    #expect(redactor.body(Data([0, 1, 2, 255])) == "binary")
  }

  @Test func `a key shows in no form of its own`() {
    let secret = Secret(value: "test-key")
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("test-key"))
  }
}
