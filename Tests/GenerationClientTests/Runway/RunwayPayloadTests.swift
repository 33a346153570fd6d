import Foundation
import GenerationClient
import MediaBasics
import ModelCatalog
import Testing

struct RunwayPayloadTests {
  private func text(_ request: GenerationRequest) throws -> String {
    let server = try FakeServer { _, _ in [] }
    let json = try Rig.runway(server).payload(for: request, taskID: "local")
    return String(decoding: try json.data(), as: UTF8.self)
  }

  private let wide = PixelSize(width: 1280, height: 720)

  @Test func `a prompt alone goes to text_to_video`() throws {
    let request = GenerationRequest(
      model: "gen4.5", prompt: "a mug", duration: Rational(5), size: wide, seed: 4_294_967_295, outputFormat: "mp4",
      extra: ["contentModeration.publicFigureThreshold": "low"])
    #expect(
      try text(request) == """
        {"body":{"contentModeration":{"publicFigureThreshold":"low"},"duration":5,"model":"gen4.5","promptText":"a mug",\
        "ratio":"1280:720","seed":4294967295},"path":"/v1/text_to_video"}
        """)
  }

  @Test func `a first frame is a plain string, first and last are placed`() throws {
    var request = GenerationRequest(
      model: "veo3.1", prompt: "a mug", size: wide, frameImages: [FrameImage(.identifier("runway://one"))])
    #expect(
      try text(request) == """
        {"body":{"model":"veo3.1","promptImage":"runway://one","promptText":"a mug","ratio":"1280:720"},\
        "path":"/v1/image_to_video"}
        """)
    request.frameImages.append(FrameImage(.identifier("runway://two")))
    #expect(
      try text(request).contains(
        #""promptImage":[{"position":"first","uri":"runway://one"},{"position":"last","uri":"runway://two"}]"#))
  }

  @Test func `the video worked on has the name that the model knows`() throws {
    let video = MediaReference.identifier("https://x.example/v.mp4")
    #expect(
      try text(GenerationRequest(model: "aleph2", prompt: "snow", seedVideo: video)) == """
        {"body":{"model":"aleph2","promptText":"snow","videoUri":"https://x.example/v.mp4"},"path":"/v1/video_to_video"}
        """)
    #expect(
      try text(
        GenerationRequest(
          model: "seedance2", prompt: "snow", referenceImages: [.identifier("runway://i")],
          referenceVideos: [video, .identifier("runway://v")], audios: [.identifier("runway://a")])) == """
          {"body":{"model":"seedance2","promptText":"snow","promptVideo":"https://x.example/v.mp4",\
          "referenceAudio":[{"type":"audio","uri":"runway://a"}],"referenceVideos":[{"type":"video","uri":"runway://v"}],\
          "references":[{"uri":"runway://i"}]},"path":"/v1/video_to_video"}
          """)
  }

  @Test func `a performance names character and reference`() throws {
    #expect(
      try text(
        GenerationRequest(
          model: "act_two", size: wide, frameImages: [FrameImage(.identifier("runway://face"))],
          performance: .identifier("runway://actor"), extra: ["expressionIntensity": 4])) == """
          {"body":{"character":{"type":"image","uri":"runway://face"},"expressionIntensity":4,"model":"act_two",\
          "ratio":"1280:720","reference":{"type":"video","uri":"runway://actor"}},"path":"/v1/character_performance"}
          """)
  }

  @Test func `an upscaler gets its video at the endpoint for that`() throws {
    #expect(
      try text(
        GenerationRequest(
          model: "magnific_video_upscaler_creative", seedVideo: .identifier("runway://v"), extra: ["resolution": "4k"]
        ))
          == """
          {"body":{"model":"magnific_video_upscaler_creative","resolution":"4k","videoUri":"runway://v"},\
          "path":"/v1/video_upscale"}
          """)
  }

  @Test func `a model of named shapes gets the nearest one`() throws {
    #expect(try text(GenerationRequest(model: "hailuo3", prompt: "p", size: wide)).contains(#""ratio":"16:9""#))
  }

  @Test func `what Runway has no form for is refused, not dropped`() throws {
    for request in [
      GenerationRequest(model: "gen4.5", prompt: "p", results: 2),
      GenerationRequest(model: "gen4.5", prompt: "p", fps: 30),
      GenerationRequest(model: "gen4.5", prompt: "p", outputQuality: 90),
    ] {
      let error = #expect(throws: GenerationError.self) { try text(request) }
      #expect(error?.code == .unsupported)
    }
  }
}
