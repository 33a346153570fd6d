import Foundation
import MediaBasics
import ModelCatalog
import Testing

@Suite struct RequestCodingTests {
  @Test func `a request survives being written and read`() throws {
    let request = GenerationRequest(
      model: "klingai:5@2", prompt: "a red mug", negativePrompt: "blur", duration: Rational("1.2"), fps: 24,
      size: PixelSize("1366x768"), seed: .max,
      frameImages: [
        FrameImage(.file(URL(fileURLWithPath: "/media/first.png")), at: .first),
        FrameImage(.identifier("runway://x"), at: .index(7)), FrameImage(.identifier("https://example.com/a.png")),
      ],
      referenceImages: [.identifier("a")], referenceVideos: [.identifier("b")], audios: [.identifier("c")],
      seedVideo: .identifier("d"), performance: .identifier("e"), results: 4, outputFormat: "webm",
      outputQuality: 20, extra: ["settings": ["deep": [1, true, nil, 9_223_372_036_854_775_807]]])
    let data = try JSONEncoder().encode(request)
    #expect(try JSONDecoder().decode(GenerationRequest.self, from: data) == request)
  }

  @Test func `a long identifier is cut short in messages`() {
    let reference = MediaReference.identifier("data:image/png;base64," + String(repeating: "A", count: 5000))
    #expect(reference.description.count < 100)
    #expect(reference.description.hasSuffix("… (5022 bytes)"))
  }
}
