import Foundation
import MediaBasics
import Testing

/// Guards numbers that a `Double` would spoil: providers answer with seeds of 63 and 64 bits.
@Suite struct JSONValueTests {
  @Test("whole numbers stay exact through reading and writing")
  func exact() throws {
    let text = #"{"a":9223372036854775807,"b":18446744073709551615,"c":-5,"d":0.5,"e":true,"f":null,"g":["x",1]}"#
    let value = try JSONValue(parsing: Data(text.utf8))
    #expect(value["a"] == .integer(.max))
    #expect(value["b"] == .unsigned(.max))
    #expect(value["e"] == .bool(true))
    #expect(String(decoding: try value.data(), as: UTF8.self) == text)
  }

  @Test("broken JSON is an error, not null")
  func broken() {
    #expect(throws: (any Error).self) { try JSONValue(parsing: Data("{".utf8)) }
    #expect(throws: (any Error).self) { try JSONValue(parsing: Data("<html>".utf8)) }
  }

  @Test(
    "a document is read as its decoder would read it",
    arguments: [
      "1", "-0.25", "1.0", "1e2", "true", "false", "null", #""ä\u00e9😀\n""#, "[]", "{}", "[[1],{}]",
      "0.30000000000000004",
      "-9223372036854775808", "9223372036854775808", "12345678901234567890123", "1.5e300", "0.072000000000000001",
      #"{"a":{"b":[1,2.5,"x",null,true]}}"#,
    ])
  func likeDecoder(text: String) throws {
    let data = Data(text.utf8)
    #expect(try JSONValue(parsing: data) == JSONDecoder().decode(JSONValue.self, from: data))
  }

  @Test("what nests too deeply to be meant is refused, and nothing before that takes long")
  func depth() throws {
    func nested(_ depth: Int) -> Data {
      Data((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    var value = try JSONValue(parsing: nested(400))
    for _ in 0..<399 { value = try #require(value.elements?.first) }
    #expect(value == [])
    #expect(throws: (any Error).self) { try JSONValue(parsing: nested(5000)) }
  }
}
