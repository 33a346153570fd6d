import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards what a batch says of clips that came back wrong: they are delivered, for they were paid for, and told.
@Suite(.timeLimit(.minutes(10))) struct BatchCheckTests {
  @Test("a clip that stands still or is black for longer than was asked fails its job, with the run's place")
  func stillAndBlack() async throws {
    let folder = try TemporaryFolder()
    // Ten moving frames, thirty still ones, eight black ones.
    try Command.output(
      "ffmpeg",
      [
        "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25", "-f", "lavfi", "-i",
        "color=black:s=160x90:r=25",
        "-filter_complex",
        "[0]trim=end_frame=10,tpad=stop=29:stop_mode=clone[a];[1]trim=end_frame=8[b];[a][b]concat", "-pix_fmt",
        "yuv420p",
        (folder / "clip.mp4").path,
      ])
    try Pillow.make("Image.new('RGB', (64, 36), 'red')", folder / "a.png")
    let manifest = """
      version: 1
      defaults: {model: "minimax:1@1", prompt: turn, image: a.png, duration: 6}
      jobs:
        - {id: strict, seed: 1, checks: {frozen: 1, black: 0.2}}
        - {id: patient, seed: 2, checks: {frozen: 1.5, black: 1}}

      """
    try Data(manifest.utf8).write(to: folder / "batch.yaml")
    let (service, address) = try await CountingService.start(clip: folder / "clip.mp4")
    defer { service.signal(SIGTERM) }
    let outcome = try Tool.run(
      "batch", "run", (folder / "batch.yaml").path, "--poll-interval", "0.1", "--json",
      environment: ["RUNWARE_API_KEY": "test-key", "RUNWARE_BASE_URL": "\(address)/v1"])
    #expect(outcome.status == 1, "\(outcome.stderr)")
    let jobs = try #require(try outcome.json()["jobs"]?.elements)
    #expect(jobs.map { $0["state"]?.text } == ["failed", "done"])
    let checks = jobs[0]["checks"]?.elements?.filter { $0["ok"] == false }
    #expect(checks?.map { $0["name"]?.text } == ["frozen", "black"])
    #expect(checks?.map { $0["actual"]?.text } == ["1.2 s from frame 9 on", "0.32 s from frame 39 on"])
    #expect(FileManager.default.fileExists(atPath: (folder / "out/strict.mp4").path))
    let warnings = jobs[1]["warnings"]?.elements?.compactMap(\.text)
    #expect(warnings?.contains("The model made 1.88 s where 6.0 s were asked for.") == true, "\(warnings ?? [])")
  }
}
