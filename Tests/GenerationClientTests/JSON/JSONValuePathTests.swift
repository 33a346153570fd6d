import MediaBasics
import Testing

@testable import GenerationClient

struct JSONValuePathTests {
  @Test(
    arguments: [
      ("a", 1, ["a": 1, "list": [["x": 1]], "o": ["k": "v"]]),
      ("o.k", 2, ["list": [["x": 1]], "o": ["k": 2]]),
      ("o.deep.er", true, ["list": [["x": 1]], "o": ["k": "v", "deep": ["er": true]]]),
      ("list.0.x", 5, ["list": [["x": 5]], "o": ["k": "v"]]),
      ("list.1", 7, ["list": [["x": 1], 7], "o": ["k": "v"]]),
      ("list.9", 7, ["list": [["x": 1]], "o": ["k": "v"]]),
      ("list.0", nil, ["list": [], "o": ["k": "v"]]),
      ("o.k", nil, ["list": [["x": 1]], "o": [:]]),
      ("o.none", nil, ["list": [["x": 1]], "o": ["k": "v"]]),
      ("list", nil, ["o": ["k": "v"]]),
      ("o", ["l": 1], ["list": [["x": 1]], "o": ["k": "v", "l": 1]]),
      ("o", ["k": nil, "a.b": 1], ["list": [["x": 1]], "o": ["a.b": 1]]),
      ("list", ["0": ["y": 2]], ["list": [["x": 1, "y": 2]], "o": ["k": "v"]]),
      ("list", [3], ["list": [3], "o": ["k": "v"]]),
      ("new", ["a": ["b": 1]], ["list": [["x": 1]], "o": ["k": "v"], "new": ["a": ["b": 1]]]),
    ] as [(String, JSONValue, JSONValue)])
  func `a dotted path sets, makes and takes out`(path: String, value: JSONValue, result: JSONValue) {
    let json: JSONValue = ["list": [["x": 1]], "o": ["k": "v"]]
    #expect(json.merging([path: value]) == result)
  }

  @Test func `numbers stay what they were`() {
    #expect(JSONValue.whole(.max) == .unsigned(.max))
    #expect(JSONValue.whole(7) == 7)
    #expect(JSONValue.unsigned(.max).wholeNumber == .max)
    #expect(JSONValue.number(1.5).wholeNumber == nil)
    #expect(JSONValue.integer(-1).wholeNumber == nil)
  }
}
