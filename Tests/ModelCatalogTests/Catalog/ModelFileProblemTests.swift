import Foundation
import ModelCatalog
import Testing

@Suite struct ModelFileProblemTests {
  private func problems(_ text: String) -> [String] {
    ModelCatalog.problems(in: Data(text.utf8), named: "mine.json").map(\.description)
  }

  @Test func `all problems are told at once, each with its line`() {
    let text = """
      {
        "schema": 1,
        "provider": "runware",
        "maker": "me",
        "sources": {"a": {"document": "My notes", "confidence": "assumed"}},
        "models": [
          {
            "id": "me:1@1",
            "sizes": ["1280x720", "wide"],
            "durations": {"min": 5, "max": 2, "step": 1},
            "fps": "24",
            "frameimages": {"max": 1, "places": ["first"]},
            "sources": {"b": ["sizes"]}
          },
          {"name": "no id"}
        ]
      }
      """
    #expect(
      problems(text) == [
        "mine.json:9: models[0].sizes[1]: 'wide' is no size; write WxH, such as 1366x768.",
        "mine.json:10: models[0].durations: the range is empty; write 0 < min < max and a step above 0.",
        "mine.json:11: models[0].fps: a value of another kind is expected here: a list in [ ].",
        "mine.json:12: models[0].frameimages: no such member is known; check its spelling.",
        "mine.json:13: models[0].sources.b: no document is called 'b'; the file's \"sources\" name: a.",
        "mine.json:15: models[1]: \"id\" is missing here.",
      ])
  }

  @Test(arguments: [
    ("", "mine.json:1: a value is expected."),
    ("{\n\"schema\": 1,\n}", "mine.json:3: a member's name in quotes is expected."),
    ("{\n\"schema\" 1}", "mine.json:2: a colon is expected after \"schema\"."),
    ("{\"schema\": 1,\n\"provider\": runware}", "mine.json:2: 'runware' is no JSON value; put texts in quotes."),
    ("{\"a\": [1 2]}", "mine.json:1: a comma or ']' is expected."),
    ("{\"a\": 1,\n\"a\": 2}", "mine.json:2: \"a\" stands in the object twice."),
    ("{\"a\": \"open\n}", "mine.json:1: a text has no closing quotation mark."),
    ("{} {}", "mine.json:1: something follows after the end of the document."),
  ])
  func `what is no JSON is told with its line`(text: String, problem: String) {
    #expect(problems(text) == [problem])
  }

  @Test(arguments: [
    (#"{"schema": 2, "provider": "runware"}"#, "schema: schema 2 isn't known; this version reads schema 1."),
    (#"{"schema": 1, "provider": "acme"}"#, #"provider: "#),
    (
      #"{"schema": 1, "provider": "runware", "models": [{"id": "a"}, {"id": "a"}]}"#,
      "models[1].id: 'a' stands in the file twice."
    ),
    (
      #"{"schema": 1, "provider": "runware", "models": [{"id": "a", "durations": [5, 5]}]}"#,
      "models[0].durations: a value stands in the list twice; name each once."
    ),
    (
      #"{"schema": 1, "provider": "runware", "models": [{"id": "a", "sizes": []}]}"#,
      "models[0].sizes: the list is empty; name at least one value, or leave the member out where none is known."
    ),
    (
      #"{"schema": 1, "provider": "runware", "models": [{"id": "a", "durations": [5], "defaults": {"duration": 6}}]}"#,
      "models[0].defaults.duration: 6 s isn't allowed: 5 s."
    ),
    (
      #"{"schema": 1, "provider": "runware", "models": [{"id": "a", "prompt": {"maximum": 5}}]}"#,
      "models[0].prompt.maximum: no such member is known; check its spelling."
    ),
    (
      #"{"schema": 1, "provider": "runware", "models": [{"id": "a", "durations": [5], "examples": [{"duration": 6}]}]}"#,
      "models[0].examples[0]: this should be accepted and isn't: duration is 6 s; a takes 5 s."
    ),
  ])
  func `one problem`(text: String, problem: String) {
    let found = problems(text)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("mine.json:1: \(problem)") == true, "\(found)")
  }
}
