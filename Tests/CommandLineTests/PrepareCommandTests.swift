import Foundation
import MediaBasics
import TestSupport
import Testing

/// Guards `prepare`: what goes to a model has exactly its size, and the report says where the picture lies in it.
@Suite struct PrepareCommandTests {
  @Test("a photo with EXIF orientation comes out upright, at the exact size, with its place told")
  func orientation() throws {
    let folder = try TemporaryFolder()
    let outcome = try Tool.run(
      "prepare", Samples.path("mug-phone.jpg"), "--size", "320x180", "--background", "#ff00ff", "-o",
      (folder / "out.png").path, "--json")
    #expect(outcome.status == 0)
    let item = try #require(try outcome.json()["items"]?.elements?.first)
    #expect(item["input"]?.text == Samples.path("mug-phone.jpg"))
    #expect(item["output"]?.text == (folder / "out.png").path)
    #expect(item["width"] == 320 && item["height"] == 180 && item["fit"] == "contain")
    #expect(item["contentRect"] == ["x": 92, "y": 0, "width": 135, "height": 180])
    #expect(item["warnings"] == [])
    #expect(try outcome.json()["failed"] == [])
    let data = try Data(contentsOf: folder / "out.png")
    #expect(item["bytes"]?.int == data.count)
    #expect(try item["sha256"]?.text == sha256(folder / "out.png"))

    let centre = (x: 600, y: 800)
    let original = try Pillow.open(
      URL(fileURLWithPath: Samples.path("mug-phone.jpg")), upright: true, at: [(x: 60, y: 60), centre])
    #expect(original.width == 1200 && original.height == 1600)
    let made = try Pillow.open(
      folder / "out.png", at: [(x: 20, y: 90), (x: 300, y: 90), (x: 92 + 7, y: 7), (x: 92 + 67, y: 90)])
    #expect(made.format == "PNG" && made.width == 320 && made.height == 180 && !made.hasEXIF)
    #expect(made.pixels[0] == [255, 0, 255] && made.pixels[1] == [255, 0, 255])
    for (found, wanted) in zip(made.pixels[2...], original.pixels) {
      #expect(zip(found, wanted).allSatisfy { abs($0 - $1) < 24 }, "\(found), not \(wanted)")
    }
  }

  @Test("--model alone gives each input the model's size of the nearest shape")
  func modelSizes() throws {
    let folder = try TemporaryFolder()
    let outcome = try Tool.run(
      "prepare", Samples.path("mug-landscape.jpg"), Samples.path("mug-square.png"), Samples.path("mug-phone.jpg"),
      "--model", "klingai:5@3", "-o", (folder / "out").path, "--json")
    #expect(outcome.status == 0)
    let items = try #require(try outcome.json()["items"]?.elements)
    #expect(
      items.map { "\($0["width"]?.int ?? 0)x\($0["height"]?.int ?? 0)" } == ["1920x1080", "1080x1080", "1080x1920"])
    for item in items {
      let made = try Pillow.open(URL(fileURLWithPath: try #require(item["output"]?.text)))
      #expect(made.format == "JPEG" && made.width == item["width"]?.int && made.height == item["height"]?.int)
    }
  }

  @Test("--resolution must be one of the model's, and all of them are named")
  func wrongResolution() throws {
    let folder = try TemporaryFolder()
    let outcome = try Tool.run(
      "prepare", Samples.path("mug-square.png"), "--model", "klingai:5@3", "--resolution", "640x480", "-o",
      (folder / "out").path, "--json")
    #expect(outcome.status == 64)
    #expect(outcome.stdout.isEmpty)
    #expect(try outcome.failure()["details"]?["allowed"] == ["1920x1080", "1080x1080", "1080x1920"])
    #expect(folder.contents.isEmpty)
  }

  @Test("one bad input fails alone: its neighbours are done, in order, and the end is 65")
  func badNeighbour() throws {
    let folder = try TemporaryFolder()
    try Pillow.make(#"Image.new("RGB", (40, 20), "red")"#, folder / "a.png")
    try Data("no picture".utf8).write(to: folder / "b.png")
    try Pillow.make(#"Image.new("RGB", (20, 40), "blue")"#, folder / "c.png")
    let inputs = ["c.png", "b.png", "a.png"].map { (folder / $0).path }
    let outcome = try Tool.run(
      "prepare", inputs[0], inputs[1], inputs[2], "--size", "64x64", "--format", "webp", "-o", (folder / "out").path,
      "--json")
    #expect(outcome.status == 65)
    let json = try outcome.json()
    #expect(json["items"]?.elements?.compactMap { $0["input"]?.text } == [inputs[0], inputs[2]])
    #expect(json["failed"]?.elements?.compactMap { $0["input"]?.text } == [inputs[1]])
    #expect(json["failed"]?.elements?.first?["error"]?["code"] == "media.image-unknown")
    #expect(try Pillow.open(folder / "out/a.webp").width == 64)
    #expect(try Pillow.open(folder / "out/c.webp").format == "WEBP")
    #expect(!FileManager.default.fileExists(atPath: (folder / "out/b.webp").path))
  }

  @Test("a folder and a pattern give the same pictures, with one job or many")
  func foldersAndJobs() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(at: folder / "in", withIntermediateDirectories: false)
    for (name, colour) in [("a", "red"), ("b", "green"), ("c", "blue")] {
      try Pillow.make(#"Image.effect_noise((90, 60), 80).convert("RGB")"#, folder / "in/\(name).png")
      try Pillow.make("Image.new('RGB', (30, 50), '\(colour)')", folder / "in/\(name)2.jpg")
    }
    func prepared(_ input: String, _ name: String, jobs: String) throws -> [String?] {
      let outcome = try Tool.run(
        "prepare", input, "--size", "48x48", "--fit", "cover", "--jobs", jobs, "-o", (folder / name).path, "--json")
      #expect(outcome.status == 0)
      return try outcome.json()["items"]?.elements?.map { $0["sha256"]?.text } ?? []
    }
    let all = try prepared((folder / "in").path, "one", jobs: "1")
    #expect(all.count == 6)
    #expect(try prepared((folder / "in").path, "many", jobs: "4") == all)
    let pattern = try prepared((folder / "in/*.png").path, "pattern", jobs: "2")
    #expect(pattern.count == 3 && Set(pattern).isSubset(of: Set(all)))
  }

  @Test("a video becomes an MP4 of the exact size with all its frames")
  func video() throws {
    let folder = try TemporaryFolder()
    try FFmpeg.clip(folder / "in.mp4", size: "96x96", seconds: 1, audio: true)
    let outcome = try Tool.run(
      "prepare", (folder / "in.mp4").path, "--size", "160x90", "-o", (folder / "out").path, "--json")
    #expect(outcome.status == 0)
    let item = try #require(try outcome.json()["items"]?.elements?.first)
    #expect(item["contentRect"]?["width"] == 90 && item["contentRect"]?["height"] == 90)
    let made = URL(fileURLWithPath: try #require(item["output"]?.text))
    #expect(made.lastPathComponent == "in.mp4")
    #expect(try FFmpeg.frameCount(made) == 24)
    #expect(try FFmpeg.probe(made, "width,height") == "160\n90")
    #expect(try FFmpeg.probe(made, "codec_name", stream: "a:0") == "aac")
  }

  @Test("a single input that fails leaves its report on standard output too")
  func singleFailure() throws {
    let folder = try TemporaryFolder()
    try Data("no picture".utf8).write(to: folder / "b.png")
    let outcome = try Tool.run(
      "prepare", (folder / "b.png").path, "--size", "64x64", "-o", (folder / "out").path, "--json")
    #expect(outcome.status == 65)
    #expect(try outcome.json()["items"] == [])
    #expect(try outcome.json()["failed"]?.elements?.first?["error"]?["code"] == "media.image-unknown")
    #expect(try outcome.failure()["code"] == "media.image-unknown")
  }

  @Test("outputs that are there already end with 73, however many they are")
  func existingOutputs() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] { try Pillow.make(#"Image.new("RGB", (40, 20), "red")"#, folder / "\(name).png") }
    let arguments = ["prepare", (folder / "*.png").path, "--size", "64x64", "-o", (folder / "out").path, "--json"]
    #expect(try Tool.run(arguments).status == 0)
    let again = try Tool.run(arguments)
    #expect(again.status == 73)
    #expect(try again.json()["failed"]?.elements?.map { $0["error"]?["code"] } == ["file.exists", "file.exists"])
  }

  @Test("a name of another kind of file is refused as an output", arguments: ["out.bmp", "out.mp4", "out.mov"])
  func wrongExtension(name: String) throws {
    let folder = try TemporaryFolder()
    try Pillow.make(#"Image.new("RGB", (40, 20), "red")"#, folder / "a.png")
    let outcome = try Tool.run("prepare", (folder / "a.png").path, "--size", "64x64", "-o", (folder / name).path)
    #expect(outcome.status == 64)
    #expect(folder.contents == ["a.png"])
  }

  @Test("for a model, quality goes down to what its provider takes in every way, and that is told")
  func providerBytes() throws {
    let folder = try TemporaryFolder()
    try Pillow.make(#"Image.effect_noise((3840, 2160), 200).convert("RGB")"#, folder / "a.png")
    let outcome = try Tool.run(
      "prepare", (folder / "a.png").path, "--model", "gen4.5", "--size", "3840x2160", "--quality", "100", "-o",
      (folder / "out").path, "--json")
    #expect(outcome.status == 0)
    let item = try #require(try outcome.json()["items"]?.elements?.first)
    let bytes = try #require(item["bytes"]?.int)
    #expect((bytes + 2) / 3 * 4 + 100 < 5_000_000 && bytes > 3_000_000)
    let isTold = item["warnings"]?.elements?.contains { $0.text?.hasPrefix("Quality went down from 100 to") == true }
    #expect(isTold == true, "\(item)")
  }

  @Test("a folder's videos are prepared with its pictures, on their own border's colour and by gravity")
  func videosBesidePictures() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(at: folder / "in", withIntermediateDirectories: false)
    try Pillow.make(#"Image.new("RGB", (40, 20), "red")"#, folder / "in/b.png")
    try FFmpeg.make([
      "-f", "lavfi", "-i", "color=0x2060c0:s=96x96:d=0.5,drawbox=0:0:96:30:0xff0000:fill", "-pix_fmt", "yuv420p",
      (folder / "in/a.mov").path,
    ])
    func corner(_ arguments: [String], _ name: String, _ place: (x: Int, y: Int)) throws -> [Int] {
      let outcome = try Tool.run(
        ["prepare", (folder / "in").path, "--size", "160x90", "-o", (folder / name).path, "--json"] + arguments)
      #expect(outcome.status == 0)
      let items = try outcome.json()["items"]?.elements ?? []
      #expect(
        items.compactMap { $0["output"]?.text.map { URL(fileURLWithPath: $0).lastPathComponent } } == [
          "a.mp4", "b.jpg",
        ])
      let frame = folder / "\(name).png"
      try FFmpeg.make(["-i", (folder / "\(name)/a.mp4").path, "-frames:v", "1", frame.path])
      return try Pillow.open(frame, at: [place]).pixels[0]
    }
    let bar = try corner([], "contain", (x: 5, y: 70))
    #expect(zip(bar, [0x20, 0x60, 0xC0]).allSatisfy { abs($0 - $1) < 8 }, "\(bar)")
    let top = try corner(["--fit", "cover", "--gravity", "north"], "north", (x: 80, y: 3))
    #expect(top[0] > 200 && top[2] < 60, "\(top)")
    let end = try corner(["--fit", "cover", "--gravity", "south"], "south", (x: 80, y: 3))
    #expect(end[0] < 100 && end[2] > 150, "\(end)")
  }

  private func sha256(_ file: URL) throws -> String {
    String(try Command.output("sha256sum", [file.path]).prefix(64))
  }
}
