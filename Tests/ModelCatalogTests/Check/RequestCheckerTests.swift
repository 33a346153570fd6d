import Foundation
import MediaBasics
import Testing

@testable import ModelCatalog

private let image = MediaReference.identifier("0b7e5ad4-3a8b-4d0e-9f0c-2f7f6d2a0001")

/// A request that its model takes, changed.
private func messages(
  _ id: String, _ severity: MediaBasics.Issue.Severity = .error, _ change: (inout GenerationRequest) -> Void
) throws -> [String] {
  let model = try ModelCatalog.builtIn.model(id)
  var request = GenerationRequest(model: id, prompt: "a slow turn of a red mug")
  change(&request)
  return RequestChecker.issues(in: request, for: model).filter { $0.severity == severity }
    .map { "\($0.code): \($0.message)" }
}

@Suite struct RequestCheckerTests {
  @Test func `all violations are told at once, each naming parameter, value and what is allowed`() throws {
    let model = try ModelCatalog.builtIn.model("klingai:5@3")
    let request = GenerationRequest(
      model: model.id, prompt: "x", duration: Rational(7), fps: 30, size: PixelSize(width: 1280, height: 720),
      seed: 7, frameImages: [FrameImage(image, at: .first), FrameImage(image, at: .last)], results: 5,
      outputFormat: "avi", outputQuality: 100, extra: ["CFGScale": 2])
    let errors = RequestChecker.issues(in: request, for: model).filter { $0.severity == .error }
    let expected: [String] = [
      "invalidPrompt | prompt | prompt is 1 character long; klingai:5@3 takes 2 to 2500.",
      "unsupportedDimensions | size | size is 1280x720; klingai:5@3 takes 1920x1080, 1080x1080 or 1080x1920.",
      "unsupportedDuration | duration | duration is 7 s; klingai:5@3 takes 5 or 10 s.",
      "unsupportedFps | fps | fps is 30; klingai:5@3 makes 24 frames a second.",
      "invalidFrameImages | frameImages | frameImages holds 2 images; klingai:5@3 takes at most 1.",
      "invalidFrameImagePosition | frameImages[1].frame | frameImages[1].frame is the last frame; "
        + "klingai:5@3 takes an image at the first frame only.",
      "unsupportedParameter | seed | seed: klingai:5@3 takes no seed.",
      "invalidNumberResults | results | results is 5; Runware makes 1 to 4.",
      "invalidOutputQuality | outputQuality | outputQuality is 100; Runware takes 20 to 99.",
      "invalidOutputFormat | outputFormat | outputFormat is 'avi'; Runware delivers mp4, webm or mov.",
      "invalidCFGScale | CFGScale | CFGScale is 2.0; klingai:5@3 takes 0.0 to 1.0.",
    ]
    #expect(errors.map { "\($0.code) | \($0.path) | \($0.message)" } == expected)
    #expect(errors[1].hint == "1920x1080 is the nearest.")
    #expect(errors[2].given == .number(7))
    #expect(errors[2].allowed == [.number(5), .number(10)])
  }

  @Test(arguments: [
    ("minimax:1@1", "5", "1366x768", "duration is 5 s; minimax:1@1 takes 6 s."),
    ("vidu:1@5", "8", "1920x1080", "duration is 8 s; vidu:1@5 takes 4 s at 1920x1080."),
    ("minimax:3@1", "10", "1920x1080", "duration is 10 s; minimax:3@1 takes 6 s at 1920x1080."),
    ("pixverse:1@6", "10", "1080x1920", "duration is 10 s; pixverse:1@6 takes 5 or 8 s at 1080x1920."),
    ("bytedance:2@1", "1.25", "864x480", "duration is 1.25 s; bytedance:2@1 takes 1.2 to 12 s in steps of 0.1."),
    ("bytedance:2@1", "12.1", "864x480", "duration is 12.1 s; bytedance:2@1 takes 1.2 to 12 s in steps of 0.1."),
    ("gen4.5", "11", "1280x720", "duration is 11 s; gen4.5 takes 2 to 10 s in steps of 1."),
  ])
  func `lengths by list, range, step and size`(id: String, seconds: String, size: String, message: String) throws {
    #expect(
      try messages(id) {
        $0.duration = Rational(seconds)
        $0.size = PixelSize(size)
      } == ["unsupportedDuration: \(message)"])
  }

  @Test(arguments: [
    ("minimax:1@1", "6", "1366x768"), ("vidu:1@5", "8", "1280x720"), ("pixverse:1@6", "10", "1280x720"),
    ("bytedance:2@1", "1.2", "1920x1088"), ("bytedance:2@1", "11.9", "2176x928"), ("klingai:5@3", "10", "1080x1920"),
    ("vidu:4@1", "5", "1674x1238"), ("lightricks:2@0", "6", "3840x2160"), ("pixverse:1@1", "5", "270x360"),
  ])
  func `what a model takes is no error, whatever the general rules say`(
    id: String, seconds: String, size: String
  ) throws {
    let errors = try messages(id) {
      $0.duration = Rational(seconds)
      $0.size = PixelSize(size)
      if id.hasPrefix("vidu") { $0.frameImages = [FrameImage(image, at: .first)] }
    }
    #expect(errors == [])
  }

  @Test func `a length must be above zero`() throws {
    #expect(
      try messages("runware:200@1") { $0.duration = .zero } == [
        "invalidDuration: duration is 0 s; it must be above 0."
      ])
  }

  @Test func `a model of unknown limits is usable, with warnings by the general rules`() throws {
    #expect(try messages("runware:200@1") { $0.duration = Rational(12) } == [])
    let warnings = try messages("runware:200@1", .warning) {
      $0.duration = Rational(12)
      $0.size = PixelSize("1001x720")
      $0.fps = 12
    }
    let expected: [String] = [
      "modelWarning: runware:200@1 is known from one document only; its limits aren't.",
      "unknownLimits: The sizes and durations that runware:200@1 makes aren't known; Runware may refuse what is "
        + "asked.",
      "unsupportedDimensions: size is 1001x720; the sizes of runware:200@1 aren't known, and Runware's general rule "
        + "is 256 to 1920 by 256 to 1080, both multiples of 8.",
      "unsupportedDuration: duration is 12 s; the durations of runware:200@1 aren't known, and Runware's general "
        + "rule is 1 to 10 s.",
      "unsupportedFps: fps is 12; the rates of runware:200@1 aren't known, and Runware's general rule is 15 to 60.",
    ]
    #expect(warnings == expected)
  }

  @Test func `a limit that only others report is a warning`() throws {
    let long = "klingai:kling-video@3-standard"
    #expect(try messages(long) { $0.duration = Rational(16) } == [])
    #expect(
      try messages(long, .warning) { $0.duration = Rational(16) }.last
        == "unsupportedDuration: duration is 16 s; \(long) takes 3 to 15 s in steps of 1.")
  }

  @Test func `an image model that one guide lists for video is usable, with a warning`() throws {
    #expect(try messages("runware:108@22") { _ in } == [])
    #expect(
      try messages("runware:108@22", .warning) { _ in }.first
        == "modelWarning: runware:108@22 is known as a video model from one third-party guide only; other sources "
        + "know it as Qwen-Image-Edit-Plus, a model that edits images.")
  }

  @Test(arguments: [
    ("gen4_aleph", "gen4_aleph has been retired; aleph2 took its place."),
    ("veo3", "veo3 has been retired; veo3.1 took its place."),
    ("klingai:5@3", "klingai:5@3 is missing from Runware's newest documents; it may have been retired."),
  ])
  func `a retired model warns, and names its successor`(id: String, message: String) throws {
    #expect(try messages(id, .warning) { _ in }.first == "retiredModel: \(message)")
  }

  @Test func `a seed where the documents disagree is a warning`() throws {
    #expect(try messages("minimax:1@1") { $0.seed = 42 } == [])
    #expect(
      try messages("minimax:1@1", .warning) { $0.seed = 42 } == [
        "unsupportedParameter: seed is 42; the documents of minimax:1@1 disagree on whether it takes one."
      ])
  }

  @Test(arguments: [("gen4.5", 4_294_967_296, "0 to 4294967295"), ("google:3@2", 0, "1 to 9223372036854775807")])
  func `a seed has the model's range, or the provider's`(id: String, seed: UInt64, range: String) throws {
    #expect(
      try messages(id) { $0.seed = seed } == ["invalidSeed: seed is \(seed); \(id) takes \(range)."])
  }

  @Test func `Runway counts a prompt in UTF-16 units`() throws {
    #expect(try messages("gen4.5") { $0.prompt = String(repeating: "🫖", count: 500) } == [])
    #expect(
      try messages("gen4.5") { $0.prompt = String(repeating: "🫖", count: 501) } == [
        "invalidPrompt: prompt is 1002 UTF-16 units long; gen4.5 takes 1 to 1000."
      ])
  }

  @Test func `a prompt must, may or can't be given`() throws {
    #expect(
      try messages("minimax:1@1") { $0.prompt = nil } == ["missingPrompt: prompt is missing; minimax:1@1 needs one."])
    #expect(
      try messages("runway:1@1") {
        $0.prompt = nil; $0.frameImages = [FrameImage(image)]
      } == [])
    #expect(
      try messages("sync:3@0") { $0.seedVideo = image } == [
        "unsupportedParameter: prompt: sync:3@0 takes no prompt."
      ])
  }

  @Test func `a negative prompt goes to models that take one`() throws {
    #expect(try messages("klingai:5@3") { $0.negativePrompt = "blur" } == [])
    #expect(
      try messages("minimax:1@1") { $0.negativePrompt = "blur" } == [
        "unsupportedParameter: negativePrompt: minimax:1@1 takes no negative prompt."
      ])
    #expect(
      try messages("klingai:5@3") { $0.negativePrompt = String(repeating: "a", count: 2501) } == [
        "invalidNegativePrompt: negativePrompt is 2501 characters long; klingai:5@3 takes 1 to 2500."
      ])
  }
}
