import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import GenerationSimulator

/// The whole path with the real media library, judged by ffprobe and ffmpeg.
@Suite struct RenderedClipTests {
  @Test func `a clip has the asked frames, size and rate, and begins on its frame image`() async throws {
    try await SimulatorClient.run(tools: EngineTools()) { client in
      let folder = try TemporaryFolder()
      let image = folder / "frame.png"
      try await offPool {
        try FFmpeg.make(["-f", "lavfi", "-i", "testsrc2=size=1366x768", "-frames:v", "1", image.path])
      }
      let upload = try await client.post([
        [
          "taskType": "imageUpload", "taskUUID": .string(newID()),
          "image": .string("data:image/png;base64," + (try Data(contentsOf: image)).base64EncodedString()),
        ]
      ])
      let asset = try #require(upload.item["imageUUID"])
      let id = newID()
      _ = try await client.post([
        videoTask(id, ["frameImages": [["inputImage": asset, "frame": "first"]], "includeCost": true])
      ])
      let address = try #require(try await client.finished(id).item["videoURL"]?.text)
      let file = folder / "clip.mp4"
      try await client.get(address).body.write(to: file)
      #expect(try await offPool { try FFmpeg.frameCount(file) } == 150)
      let shape = try await offPool { try FFmpeg.probe(file, "codec_name,width,height,r_frame_rate") }
      #expect(shape == "h264\n1366\n768\n25/1")
      let likeness = try await offPool { try Self.likenessOfMiddles(file, image) }
      #expect((likeness ?? 0) > 30)
    }
  }

  /// The PSNR in dB of the first frame's middle half against the image's: the mark stands in a corner.
  private static func likenessOfMiddles(_ clip: URL, _ image: URL) throws -> Double? {
    let middle = "crop=680:384"
    let report = try Command.run(
      "ffmpeg",
      [
        "-hide_banner", "-i", clip.path, "-i", image.path, "-filter_complex",
        "[0:v]trim=end_frame=1,\(middle)[a];[1:v]scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,\(middle)[b];[a][b]psnr",
        "-f", "null", "-",
      ]
    ).stderr
    let average = report.split(separator: " ").last { $0.hasPrefix("average:") }?.dropFirst("average:".count)
    return average == "inf" ? 100 : average.flatMap { Double($0) }
  }

  @Test func `WEBM is delivered as VP9 under its own name and type`() async throws {
    try await SimulatorClient.run(tools: EngineTools()) { client in
      let id = newID()
      _ = try await client.post([
        videoTask(
          id,
          ["model": "bytedance:2@1", "duration": 5, "width": 864, "height": 480, "outputFormat": "WEBM"])
      ])
      let address = try #require(try await client.finished(id).item["videoURL"]?.text)
      #expect(address.hasSuffix(".webm"))
      let answer = try await client.get(address)
      #expect(answer.header("Content-Type") == "video/webm")
      let folder = try TemporaryFolder()
      let file = folder / "clip.webm"
      try answer.body.write(to: file)
      #expect(try await offPool { try FFmpeg.frameCount(file) } == 120)
      #expect(try await offPool { try FFmpeg.probe(file, "codec_name") } == "vp9")
    }
  }
}
