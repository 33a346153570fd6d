import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards that an input of a wrong length is told before a byte of it is uploaded, and refused by the simulator, too.
@Suite(.timeLimit(.minutes(10))) struct InputLengthTests {
  @Test("an actor's video that is too short, with all else that is wrong: 64, nothing sent")
  func tooShort() async throws {
    let folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "short.mp4", seconds: 2)
    try FFmpeg.clip(folder / "right.mp4", fps: "12", seconds: 3)
    try Pillow.make(#"Image.new("RGB", (640, 360), "red")"#, folder / "face.png")
    let simulator = try await ExternalSimulator.start()
    let asked = [
      "generate", "--model", "act_two", "--first-frame", (folder / "face.png").path, "--size", "1280x720", "--json",
      "--quiet", "--poll-interval", "0.1",
    ]
    let short = try await Tool.start(
      asked + ["--performance", (folder / "short.mp4").path, "-o", (folder / "clip.mp4").path],
      environment: simulator.environment()
    ).outcome()
    #expect(short.status == 64, "\(short.stderr)")
    #expect(try short.failure()["message"] == "performance lasts 2 s; act_two takes 3 to 30 s.")
    #expect(try short.failure()["details"]?["code"] == "invalidInputDuration")
    let twice = try await Tool.start(
      asked + [
        "--performance", (folder / "short.mp4").path, "--prompt", "a mug", "--seed", "4294967296", "-o",
        (folder / "clip.mp4").path,
      ], environment: simulator.environment()
    ).outcome()
    #expect(twice.status == 64)
    #expect((try twice.failure()["details"]?["issues"]?.elements?.count ?? 0) >= 2)
    #expect(try simulator.journal().json["requests"]?["total"] == 0)
    let right = try await Tool.start(
      asked + ["--performance", (folder / "right.mp4").path, "-o", (folder / "clip.mp4").path],
      environment: simulator.environment()
    ).outcome()
    #expect(right.status == 0, "\(right.stderr)")
  }

  @Test("a video that isn't here is judged by the simulator as by the service")
  func elsewhere() async throws {
    let folder = try TemporaryFolder()
    try FFmpeg.make(["-f", "lavfi", "-i", "color=c=red:s=64x36:r=1:d=31", (folder / "long.mp4").path])
    let video = try Data(contentsOf: folder / "long.mp4").base64EncodedString()
    let simulator = try await ExternalSimulator.start()
    let outcome = try await Tool.start(
      [
        "generate", "--model", "magnific_video_upscaler_creative", "--seed-video", "data:video/mp4;base64,\(video)",
        "--json", "--quiet", "-o", (folder / "clip.mp4").path,
      ], environment: simulator.environment()
    ).outcome()
    #expect(outcome.status == 76, "\(outcome.stderr)")
    #expect(try outcome.failure()["message"]?.text?.contains("takes at most 30 s") == true)
  }
}
