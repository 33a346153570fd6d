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
}
