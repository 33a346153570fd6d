import GenerationClient
import MediaBasics
import ModelCatalog
import Testing

/// What Runway's own words may be is checked before anything is uploaded or paid for.
@Suite struct RunwayRangeTests {
  @Test func `all that is out of range is told at once, each with what is allowed`() {
    let issues = ParameterList.runway.issues(in: [
      "expressionIntensity": 6, "creativity": 101, "flavor": "sour", "bodyControl": "yes",
      "contentModeration": ["publicFigureThreshold": "high", "other": 1],
      "keyframes": [["uri": "runway://frame", "seconds": 31], ["uri": "runway://frame", "at": 1.5]],
    ])
    #expect(
      issues.filter { $0.severity == .error }.map(\.message) == [
        "contentModeration.publicFigureThreshold is high; it must be one of auto, low.",
        "bodyControl is yes; it must be true or false.",
        "expressionIntensity is 6; it must be a whole number, 1 to 5.",
        "keyframes[0].seconds is 31; it must be a number, 0.0 to 30.0.",
        "keyframes[1].at is 1.5; it must be a number, 0.0 to 1.0.",
        "creativity is 101; it must be a whole number, 0 to 100.",
        "flavor is sour; it must be one of vivid, natural.",
      ])
    #expect(
      issues.filter { $0.severity == .warning }.map(\.message) == [
        "contentModeration.other is not among the parameters that Runway documents; it is sent as it is."
      ])
  }

  @Test(arguments: [0, 6]) func `a list has as many elements as the service takes`(count: Int) {
    let frame: JSONValue = ["uri": "runway://frame", "seconds": 1]
    let issues = ParameterList.runway.issues(in: ["keyframes": .array(Array(repeating: frame, count: count))])
    #expect(issues.map(\.message) == ["keyframes is a list or an object; it must be a list of 1 to 5."])
    #expect(ParameterList.runway.issues(in: ["keyframes": [frame]]).isEmpty)
  }

  @Test func `what is in range passes, and what the list doesn't know is the catalog's to judge`() {
    #expect(
      ParameterList.runway.issues(in: [
        "expressionIntensity": 1, "smartGrain": 0, "sharpen": 100, "flavor": "vivid", "mode": "extend",
      ]).isEmpty)
  }

  @Test func `the provider refuses with them`() throws {
    let server = try FakeServer { _, _ in [] }
    let request = GenerationRequest(model: "act_two", extra: ["expressionIntensity": 9])
    #expect(try Rig.runway(server).issues(in: request).map(\.path) == ["expressionIntensity"])
  }
}
