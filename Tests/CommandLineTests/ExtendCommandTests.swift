import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards `extend`, the product's main promise: exactly the asked frames, the seed's own first, then what goes on from it.
@Suite(.timeLimit(.minutes(10))) struct ExtendCommandTests {
  @Test(
    "the result has exactly duration × fps frames of the seed's size and rate, its own frames first, and whole sound",
    arguments: [("24", 2.0, "4", 96), ("30", 2.0, "3.5", 105), ("24000/1001", 2.002, "4", 96)])
  func exact(fps: String, seconds: Double, to: String, frames: Int) async throws {
    let folder = try TemporaryFolder()
    let (seed, out) = (folder / "seed.mp4", folder / "out.mp4")
    try FFmpeg.clip(
      seed, size: "160x90", fps: fps, seconds: seconds, audio: true,
      extra: [
        "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries",
        "bt709", "-color_trc", "bt709", "-color_range", "tv",
      ])
    let seedFrames = try #require(try FFmpeg.frameCount(seed))
    let outcome = try await extend(seed, out, ["--to", to])
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let json = try outcome.json()
    #expect(json["frames"]?.int == frames && json["ok"] == true && json["seams"]?.elements?.count == 1)
    #expect(json["seams"]?.elements?.first?["droppedFrames"] == 1)
    #expect(json["checks"]?.elements?.allSatisfy { $0["ok"] == true } == true)

    #expect(try FFmpeg.frameCount(out) == frames)
    #expect(try FFmpeg.probe(out, "width,height,r_frame_rate") == "160\n90\n\(fps.contains("/") ? fps : fps + "/1")")
    #expect(try Pictures.worstPSNR(out, seed, first: seedFrames) > 35)
    let rate = Double(frames) / (try #require(Double(to)))
    let times = try FFmpeg.times(out)
    let steps = zip(times.dropFirst(), times).map { $0 - $1 }
    #expect(steps.allSatisfy { abs($0 - 1 / rate) < 0.002 }, "uneven times")
    let sound = try #require(Double(try FFmpeg.probe(out, "duration", stream: "a:0")))
    #expect(abs(sound - (times.last ?? 0) - 1 / rate) < 0.05, "\(sound) s of sound")
    #expect(folder.contents == [".rwmedia", "out.mp4", "seed.mp4"])
  }

  @Test("no clip is bought of which no frame would be seen: the last frame need only begin within what is there")
  func lastFrame() async throws {
    let folder = try TemporaryFolder()
    let (seed, out) = (folder / "seed.mp4", folder / "out.mp4")
    try FFmpeg.clip(seed, size: "160x90", fps: "24", seconds: 2)
    // 10 s at 30 frames a second less the doubled frame: the 288th frame begins 8 ms before they end.
    let outcome = try Tool.run(
      "extend", seed.path, "--to", "12", "--model", "klingai:6@1", "--prompt", "a turn", "--provider", "sim",
      "--json",
      "-o", out.path)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try outcome.json()["plan"]?.elements?.map { $0["duration"]?.double } == [10])
    #expect(try outcome.json()["cost"]?["amount"] == 0.5)
    #expect(try FFmpeg.frameCount(out) == 288)
  }

  @Test("a large picture becomes a video of its shape and the model's lines, and the simulator's mark stays in it")
  func largePicture() async throws {
    let folder = try TemporaryFolder()
    let (seed, out) = (folder / "seed.png", folder / "out.mp4")
    try FFmpeg.make(["-f", "lavfi", "-i", "testsrc2=size=2400x1800", "-frames:v", "1", seed.path])
    let outcome = try Tool.run(
      "extend", seed.path, "--to", "1", "--model", "klingai:6@1", "--prompt", "a turn", "--provider", "sim", "-o",
      out.path)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try FFmpeg.probe(out, "width,height") == "960\n720")
    let clips = folder / ".rwmedia/clips"
    let clip = try #require(try FileManager.default.contentsOfDirectory(atPath: clips.path).first)
    #expect(try FFmpeg.probe(clips.appendingPathComponent(clip), "width,height") == "960\n720")
  }

  @Test("at equal rates no frame is shown twice, and bars that the model's shape forced are off again")
  func noBarsNoDoubles() async throws {
    let folder = try TemporaryFolder()
    let (seed, out) = (folder / "seed.mp4", folder / "out.mp4")
    try FFmpeg.make([
      "-f", "lavfi", "-i", "testsrc2=size=120x120:rate=24:duration=1,format=gray,format=yuv420p", "-c:v", "libx264",
      "-crf", "10", seed.path,
    ])
    let outcome = try await extend(
      seed, out, ["--by", "1.5", "--size", "864x480", "--background", "#ff00ff", "--match-color"])
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try outcome.json()["seams"]?.elements?.first?["color"]?["differenceBefore"]?.double != nil)
    #expect(try FFmpeg.frameCount(out) == 60)
    #expect(try FFmpeg.probe(out, "width,height") == "120\n120")
    #expect(try Pictures.edgeSaturation(out) < 30)
    #expect(Set(try FFmpeg.frameHashes(out)).count == 60)
    #expect(try Pictures.mostAlikeNeighbours(out) < 60)
  }

  @Test("an image becomes a clip of the model's rate and the image's shape, its first frame the image")
  func imageSeed() async throws {
    let folder = try TemporaryFolder()
    let (seed, out) = (folder / "seed.png", folder / "out.mp4")
    try FFmpeg.make(["-f", "lavfi", "-i", "testsrc2=size=320x320", "-frames:v", "1", seed.path])
    let outcome = try await extend(seed, out, ["--to", "1.5", "--size", "640x640"])
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try FFmpeg.frameCount(out) == 36)
    #expect(try FFmpeg.probe(out, "width,height,r_frame_rate") == "320\n320\n24/1")
  }

  @Test("a small seed is enlarged for a model that takes the frame image's size")
  func smallSeed() async throws {
    let folder = try TemporaryFolder()
    let (seed, out) = (folder / "seed.mp4", folder / "out.mp4")
    try FFmpeg.clip(seed, size: "160x90", seconds: 0.5)
    let outcome = try await extend(seed, out, ["--by", "0.5"], model: "vidu:3@1")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try FFmpeg.frameCount(out) == 24)
    #expect(try FFmpeg.probe(out, "width,height") == "160\n90")
  }

  @Test("the length is exact with every kind of seam", arguments: ["keep", "crossfade:0.2", "crossfade:1"])
  func seams(seam: String) async throws {
    let folder = try TemporaryFolder()
    let (seed, out) = (folder / "seed.mp4", folder / "out.mp4")
    try FFmpeg.clip(seed, size: "160x90", seconds: 1.5, audio: true)
    let outcome = try await extend(seed, out, ["--to", "3", "--seam", seam])
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try FFmpeg.frameCount(out) == 72)
  }

  @Test("--best-of 2 buys two of each clip, and says what both cost")
  func bestOf() async throws {
    let folder = try TemporaryFolder()
    let simulator = try await ExternalSimulator.start()
    let (seed, out) = (folder / "seed.mp4", folder / "out.mp4")
    try FFmpeg.clip(seed, size: "160x90", seconds: 0.5)
    let outcome = try await Tool.start(
      [
        "extend", seed.path, "--by", "1", "--best-of", "2", "--model", "bytedance:2@1", "--size", "864x480",
        "--prompt",
        "a mug", "--poll-interval", "0.1", "--json", "--quiet", "-o", out.path,
      ], environment: simulator.environment()
    ).outcome()
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try FFmpeg.frameCount(out) == 36)
    #expect(try simulator.journal().accepted == 2)
    let plan = try #require(try outcome.json()["plan"]?.elements)
    let task = try #require(plan.first?["taskUUID"]?.text)
    #expect(plan.count == 1)
    let one = try Tool.run("task", "show", task, "--json", folder: folder.url).json()["cost"]?["amount"]?.double ?? 0
    #expect(one > 0)
    #expect(abs((try outcome.json()["cost"]?["amount"]?.double ?? 0) - 2 * one) < 0.000_001)
    #expect(abs((plan.first?["cost"]?.double ?? 0) - 2 * one) < 0.000_001)
  }

  @Test("--loop leads back: refused where the model has no last frame, else both images are sent")
  func loop() async throws {
    let folder = try TemporaryFolder()
    let (seed, out) = (folder / "seed.mp4", folder / "out.mp4")
    try FFmpeg.clip(seed, size: "160x90", seconds: 0.5)
    let refused = try await extend(seed, out, ["--by", "1", "--loop"], model: "bytedance:2@2")
    #expect(refused.status == 64)
    #expect(try refused.failure()["code"] == "workflow.loop")
    let made = try await extend(seed, out, ["--by", "1", "--loop", "--size", "864x480"])
    #expect(made.status == 0, "\(made.stderr)")
    let frames = try #require(try made.json()["frames"]?.int)
    #expect(frames >= 36)
    #expect(try FFmpeg.frameCount(out) == frames)
  }

  @Test("a seed that is long enough already is told, and nothing is made")
  func longEnough() async throws {
    let folder = try TemporaryFolder()
    let seed = folder / "seed.mp4"
    try FFmpeg.clip(seed, size: "160x90", seconds: 1)
    for seconds in ["1", "0.5"] {
      let outcome = try await extend(seed, folder / "out.mp4", ["--to", seconds])
      #expect(outcome.status == 64)
      #expect(try outcome.failure()["code"] == "workflow.length")
      #expect(try outcome.failure()["details"]?["frames"] == 24)
    }
    #expect(!folder.contents.contains("out.mp4"))
  }

  @Test("a dry run tells the plan and the first request, without a key")
  func dryRun() throws {
    let folder = try TemporaryFolder()
    let seed = folder / "seed.mp4"
    try FFmpeg.clip(seed, size: "160x90", seconds: 1)
    let outcome = try Tool.run(
      "extend", seed.path, "--to", "20", "--model", "klingai:5@3", "--prompt", "a mug", "--dry-run", "--json", "-o",
      (folder / "out.mp4").path)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let json = try outcome.json()
    #expect(json["frames"] == 480 && json["width"] == 160 && json["height"] == 90)
    #expect(json["durations"]?.elements?.compactMap(\.double).reduce(0, +) == 20)
    #expect(json["firstRequest"]?["frameImages"]?.elements?.count == 1)
    #expect(json["firstRequest"]?["width"] == 1920)
    #expect(!folder.contents.contains("out.mp4"))
  }

  private func extend(
    _ seed: URL, _ out: URL, _ more: [String], model: String = "bytedance:2@1"
  ) async throws -> Command.Outcome {
    var arguments = [
      "extend", seed.path, "--model", model, "--prompt", "a mug", "--provider", "sim", "--poll-interval", "0.1", "-o",
      out.path, "--json", "--quiet",
    ]
    if !more.contains("--size"), model.hasPrefix("bytedance") { arguments += ["--size", "864x480"] }
    return try await Tool.start(arguments + more).outcome()
  }
}
