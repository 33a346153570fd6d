import Foundation
import MediaBasics
import Testing

@testable import ModelCatalog

private let image = MediaReference.identifier("0b7e5ad4-3a8b-4d0e-9f0c-2f7f6d2a0001")

private func errors(_ id: String, _ change: (inout GenerationRequest) -> Void) throws -> [String] {
  let model = try ModelCatalog.builtIn.model(id)
  var request = GenerationRequest(model: id, prompt: "a slow turn of a red mug")
  change(&request)
  return RequestChecker.issues(in: request, for: model).filter { $0.severity == .error }
    .map { "\($0.code): \($0.message)" }
}

private func frames(_ positions: FramePosition?...) -> [FrameImage] { positions.map { FrameImage(image, at: $0) } }

@Suite struct RequestInputsTests {
  @Test func `first and last where the model takes both`() throws {
    #expect(try errors("klingai:5@2") { $0.frameImages = frames(.first, .last) } == [])
    #expect(try errors("klingai:5@2") { $0.frameImages = frames(nil, nil) } == [])
    #expect(
      try errors("klingai:5@2") {
        $0.duration = Rational(5); $0.frameImages = frames(.index(0), .index(119))
      } == [])
    #expect(try errors("veo3.1") { $0.frameImages = frames(.first, .last) } == [])
  }

  @Test func `a frame number past the clip's end names the range`() throws {
    #expect(
      try errors("klingai:5@2") {
        $0.duration = Rational(5); $0.frameImages = frames(.first, .index(120))
      } == [
        "invalidFrameImagePosition: frameImages: Frame position 120 lies outside the clip; its 120 frames are 0 … 119."
      ])
  }

  @Test func `a frame between first and last`() throws {
    #expect(
      try errors("klingai:5@2") { $0.frameImages = frames(.index(60)) } == [
        "invalidFrameImagePosition: frameImages[0].frame is frame 60; klingai:5@2 takes an image at the first or last "
          + "frame only."
      ])
    #expect(try errors("kling_4") { $0.frameImages = frames(.first, .index(60), .last) } == [])
  }

  @Test func `two images on one frame`() throws {
    #expect(
      try errors("klingai:5@2") { $0.frameImages = frames(.first, .index(0)) } == [
        "invalidFrameImagePosition: frameImages: Frame positions first and 0 are both frame 0; positions must differ."
      ])
  }

  @Test func `either all images name a position or none`() throws {
    #expect(
      try errors("klingai:5@2") { $0.frameImages = frames(.first, nil) } == [
        "invalidFrameImagePosition: frameImages: 1 of 2 images name a position; either all do or none."
      ])
  }

  @Test func `a model that begins from an image needs one`() throws {
    #expect(
      try errors("klingai:2@2") { _ in } == [
        "missingFrameImages: frameImages is missing; klingai:2@2 needs a frame image to begin from.",
        "missingFrameImages: frameImages holds 0 images; klingai:2@2 needs 1.",
      ])
  }

  @Test func `a model that needs both ends says so`() throws {
    #expect(
      try errors("vidu:1@0") { $0.frameImages = frames(.first) } == [
        "missingFrameImages: frameImages holds 1 image; vidu:1@0 needs 2."
      ])
  }

  @Test func `a model that works on a video needs one, and takes no frames`() throws {
    #expect(
      try errors("aleph2") { _ in } == ["missingVideo: seedVideo is missing; aleph2 needs a video to work on."])
    #expect(try errors("aleph2") { $0.seedVideo = image } == [])
    #expect(
      try errors("ruby") {
        $0.prompt = nil; $0.seedVideo = image
      } == [])
    #expect(
      try errors("act_two") { $0.prompt = nil } == [
        "missingPerformance: performance is missing; act_two needs an actor's video."
      ])
    #expect(
      try errors("aleph2") { $0.frameImages = frames(.first) }.first
        == "unsupportedTask: aleph2 makes video-to-video; the inputs given amount to image-to-video.")
  }

  @Test func `references have their number, and don't go with frames where the model says so`() throws {
    #expect(
      try errors("google:3@2") { $0.referenceImages = [image, image, image, image] } == [
        "invalidReferences: referenceImages holds 4 reference images; google:3@2 takes at most 3."
      ])
    #expect(
      try errors("google:3@2") {
        $0.referenceImages = [image]; $0.frameImages = frames(.first)
      } == [
        "incompatibleParameters: frameImages and referenceImages are both given; google:3@2 takes one or the other."
      ])
  }

  @Test func `a size for text may differ from one for images`() throws {
    let wide = PixelSize("1584x672")
    #expect(
      try errors("gen4.5") {
        $0.duration = Rational(5); $0.size = wide; $0.frameImages = frames(.first)
      } == [])
    #expect(
      try errors("gen4.5") {
        $0.duration = Rational(5); $0.size = wide
      } == [
        "unsupportedDimensions: size is 1584x672; gen4.5 takes 1280x720 or 720x1280."
      ])
  }

  @Test func `a size where the service takes a word`() throws {
    #expect(
      try errors("hailuo3") { $0.size = PixelSize("1280x720") } == [
        "unsupportedDimensions: size is 1280x720; hailuo3 takes no size but a word: adaptive, 21:9, 16:9, 4:3, 1:1, "
          + "3:4 or 9:16."
      ])
  }

  @Test func `a size or rate that the model takes from elsewhere`() throws {
    #expect(
      try errors("klingai:6@0") {
        $0.size = PixelSize("1280x720"); $0.frameImages = frames(.first)
      } == [
        "unsupportedParameter: size: klingai:6@0 takes no size; its input decides."
      ])
    #expect(
      try errors("gen4.5") { $0.fps = 24 } == ["unsupportedParameter: fps: Runway takes no frame rate."])
  }

  @Test func `a resolution by its name, instead of a size`() throws {
    #expect(try errors("luma:ray@3.2") { $0.extra = ["resolution": "720p"] } == [])
    let both = try errors("luma:ray@3.2") {
      $0.extra = ["resolution": "900p"]
      $0.size = PixelSize("1280x720")
    }
    let expected: [String] = [
      "unsupportedParameter: resolution is '900p'; luma:ray@3.2 takes 360p, 540p, 720p or 1080p.",
      "incompatibleParameters: resolution '900p' and size 1280x720 are both given; Runware takes one or the other.",
    ]
    #expect(both == expected)
  }

  @Test func `a request is completed with the model's own size and length`() throws {
    let model = try ModelCatalog.builtIn.model("google:3@2")
    let complete = model.completing(GenerationRequest(model: model.id, prompt: "a red mug"))
    #expect(complete.size == PixelSize("1280x720"))
    #expect(complete.duration == Rational(8))
    let worded = GenerationRequest(model: model.id, extra: ["resolution": "1080p", "duration": "auto"])
    #expect(model.completing(worded) == worded)
    let follower = try ModelCatalog.builtIn.model("klingai:6@0")
    let image = GenerationRequest(model: follower.id, frameImages: frames(.first))
    #expect(follower.completing(image).size == nil)
    #expect(follower.completing(image).duration == Rational(5))
  }

  @Test func `a maker's settings go to its own models only`() throws {
    #expect(
      try errors("minimax:1@1") { $0.extra = ["providerSettings": ["minimax": ["promptOptimizer": true]]] } == [])
    #expect(
      try errors("minimax:1@1") { $0.extra = ["providerSettings": ["klingai": ["sound": true]]] } == [
        "mismatchProviderSettingsProvider: providerSettings.klingai doesn't fit minimax:1@1, which is of minimax."
      ])
  }

  @Test func `a parameter nobody has heard of is sent, with a warning`() throws {
    let model = try ModelCatalog.builtIn.model("minimax:1@1")
    let request = GenerationRequest(model: model.id, prompt: "a red mug", extra: ["sparkle": 3])
    #expect(
      RequestChecker.issues(in: request, for: model) == [
        MediaBasics.Issue(
          .warning, code: "unknownParameter", path: "sparkle", given: 3, allowed: .null,
          message: "sparkle isn't among the known parameters of minimax:1@1; it is sent as it is.")
      ])
  }

  @Test(arguments: [
    (
      "minimax:1@1", "1280x720",
      "invalidFrameImageWidth: frameImages[0] is 1280x720; minimax:1@1 takes 1366x768 exactly."
    ),
    (
      "klingai:5@3", "200x900",
      "invalidImageSize: frameImages[0] is 200x900; klingai:5@3 takes sides of at least 300 pixels."
    ),
    (
      "gen4_turbo", "300x900",
      "invalidImageAspect: frameImages[0] is 300x900; gen4_turbo takes a width of 0.5 to 2.358 times the height."
    ),
  ])
  func `an image's measures`(id: String, size: String, message: String) throws {
    let model = try ModelCatalog.builtIn.model(id)
    let issues = RequestChecker.imageIssues(
      size: try #require(PixelSize(size)), bytes: 1000, path: "frameImages[0]", clip: model.defaultSize, for: model)
    #expect(issues.map { "\($0.code): \($0.message)" } == [message])
  }
}
