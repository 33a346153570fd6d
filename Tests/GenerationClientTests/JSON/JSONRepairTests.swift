import Foundation
import MediaBasics
import ModelCatalog
import Testing

@testable import GenerationClient

/// Guards tasks from what a service says of others beside them.
@Suite struct JSONRepairTests {
  @Test(
    "a text that was cut within a character spoils only that character",
    arguments: [
      (#"{"note":"cut \ud83d","id":"a"}"#, "cut \u{fffd}"), (#"{"note":"\ude00 cut","id":"a"}"#, "\u{fffd} cut"),
      (#"{"note":"\ud83d\ud83d\ude00","id":"a"}"#, "\u{fffd}😀"),
      (#"{"note":"\\ud83d \" \ud83d\u0041","id":"a"}"#, "\\ud83d \" \u{fffd}A"),
    ])
  func halves(text: String, note: String) throws {
    let json = try #require(JSONValue(told: Data(text.utf8)))
    #expect(json["note"]?.text == note && json["id"] == "a")
  }

  @Test("bytes that are no UTF-8 are replaced; what is no JSON stays none")
  func bytes() throws {
    let json = try #require(JSONValue(told: Data(#"{"note":"caf"#.utf8) + [0xE9] + Data(#"","id":"a"}"#.utf8)))
    #expect(json["note"]?.text == "caf\u{fffd}" && json["id"] == "a")
    for text in ["", "{", #"{"a":"\ud83d"#, "<html>", "\\"] { #expect(JSONValue(told: Data(text.utf8)) == nil) }
  }

  @Test(
    "a price in words that are no number is not told",
    arguments: ["0x10", "0.25abc", "nan", "inf", "Infinity", "1e400", "-1", "", "1e", ".", " 1"])
  func prices(text: String) {
    #expect(Cost(dollars: .string(text)) == nil)
  }

  @Test("a price may be a number or its text", arguments: [JSONValue.number(0.25), "0.25", "25e-2", ".25"])
  func price(json: JSONValue) {
    #expect(Cost(dollars: json)?.amount == Decimal(string: "0.25"))
  }
}
