import MediaBasics
import ModelCatalog
import Testing

/// Guards the lengths of input videos and sounds.
struct InputLengthTests {
  private func messages(_ model: String, _ inputs: MeasuredInput...) throws -> [String] {
    RequestChecker.lengthIssues(inputs, for: try ModelCatalog.builtIn.model(model)).map(\.message)
  }

  @Test func `an actor's video lasts 3 to 30 seconds`() throws {
    func performance(_ seconds: Double) -> MeasuredInput {
      MeasuredInput(path: "performance", part: .video, seconds: seconds, fps: 60)
    }
    #expect(try messages("act_two", performance(3)).isEmpty)
    #expect(try messages("act_two", performance(30.04)).isEmpty)
    #expect(
      try messages("act_two", performance(2.5)) == ["performance lasts 2.5 s; act_two takes 3 to 30 s."])
    #expect(
      try messages("act_two", performance(31)) == ["performance lasts 31 s; act_two takes 3 to 30 s."])
  }

  @Test func `both length and rate are told at once`() throws {
    #expect(
      try messages("aleph2", MeasuredInput(path: "seedVideo", part: .video, seconds: 40, fps: 60)) == [
        "seedVideo lasts 40 s; aleph2 takes 2 to 30 s.",
        "seedVideo has 60 frames a second; aleph2 takes at most 30 frames a second.",
      ])
  }

  @Test func `what guides is counted together, videos and sounds apart`() throws {
    let video = MeasuredInput(path: "referenceVideos[1]", part: .referenceVideo, seconds: 8, fps: 24)
    let sound = MeasuredInput(path: "audios[0]", part: .audio, seconds: 15)
    #expect(try messages("hailuo3", video, sound).isEmpty)
    #expect(
      try messages("hailuo3", video, video, sound) == [
        "referenceVideos[1] and its like last 16 s in all; hailuo3 takes at most 15 s in all."
      ])
    #expect(
      try messages("hailuo3", MeasuredInput(path: "audios[0]", part: .audio, seconds: 15.5)) == [
        "audios[0] lasts 15.5 s; hailuo3 takes at most 15 s."
      ])
  }

  @Test func `a model without known limits has none`() throws {
    #expect(
      try messages("minimax:1@1", MeasuredInput(path: "seedVideo", part: .video, seconds: 9999, fps: 240)).isEmpty)
  }

  @Test func `what a medium is for depends on the model`() throws {
    let request = GenerationRequest(
      model: "x", referenceVideos: [.identifier("a"), .identifier("b")], audios: [.identifier("c")])
    func parts(_ model: String, _ request: GenerationRequest) throws -> [MeasuredInput.Part] {
      try request.timedInputs(for: ModelCatalog.builtIn.model(model)).map(\.part)
    }
    #expect(try parts("seedance2", request) == [.video, .referenceVideo, .audio])
    #expect(try parts("wan3", request) == [.referenceVideo, .referenceVideo, .audio])
    let acted = GenerationRequest(model: "x", seedVideo: .identifier("who"), performance: .identifier("how"))
    #expect(try acted.timedInputs(for: ModelCatalog.builtIn.model("act_two")).map(\.path) == ["performance"])
  }
}
