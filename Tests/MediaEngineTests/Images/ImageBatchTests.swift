import Foundation
import MediaBasics
import MediaEngine
import Synchronization
import TestSupport
import Testing

@Suite struct ImageBatchTests {
  let folder: TemporaryFolder
  let preparation: ImagePreparation

  init() throws {
    folder = try TemporaryFolder()
    preparation = ImagePreparation(size: try #require(PixelSize("160x90")), background: .auto)
    try FileManager.default.createDirectory(at: folder / "in", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(at: folder / "out", withIntermediateDirectories: true)
  }

  private func makePictures() throws -> [ImageJob] {
    try Pillow.run(
      """
      for i in range(12): photo(200 + 40 * i, 300, seed=i).save(path('in/%02d.jpg' % i))
      data = open(path('in/03.jpg'), 'rb').read(); open(path('in/03.jpg'), 'wb').write(data[:len(data) // 2])
      open(path('in/07.jpg'), 'w').write('no picture')
      """, in: folder)
    let names = (0..<12).map { String($0 + 100).dropFirst() + ".jpg" } + ["none.jpg"]
    return ImageJob.jobs(for: names.map { folder / "in/\($0)" }, into: folder / "out", format: .jpeg)
  }

  @Test func `a bad file fails alone, and everything is told in the inputs' order`() async throws {
    let jobs = try makePictures()
    let updates = Mutex<[ProgressUpdate]>([])
    let report = try await ImagePreparer.prepareAll(jobs, as: preparation, workers: 4) { update in
      updates.withLock { $0.append(update) }
    }
    let bad = [3, 7, 12]
    #expect(
      report.items.map(\.input) == jobs.indices.filter { !bad.contains($0) }.map { jobs[$0].input.relativePath })
    #expect(report.failed.map(\.input) == bad.map { jobs[$0].input.relativePath })
    #expect(report.failed.map(\.error.code) == ["media.image-damaged", "media.image-unknown", "file.missing"])
    #expect(updates.withLock { $0.map(\.completed) } == Array(1...13))
    #expect(updates.withLock { $0.allSatisfy { $0.total == 13 && $0.unit == .files } })
  }

  @Test func `the number of workers changes nothing`() async throws {
    let jobs = try makePictures()
    let alone = try await ImagePreparer.prepareAll(jobs, as: preparation, workers: 1, overwrite: true)
    for workers in [2, 8] {
      let together = try await ImagePreparer.prepareAll(jobs, as: preparation, workers: workers, overwrite: true)
      #expect(together.items == alone.items)
      #expect(together.failed.map(\.error) == alone.failed.map(\.error))
    }
  }

  @Test func `any number of workers is taken`() async throws {
    try Pillow.run("photo(200, 300).save(path('in/a.jpg'))", in: folder)
    let jobs = ImageJob.jobs(for: [folder / "in/a.jpg"], into: folder / "out", format: .jpeg)
    for workers in [Int.max, 0, .min] {
      let report = try await ImagePreparer.prepareAll(jobs, as: preparation, workers: workers, overwrite: true)
      #expect(report.items.count == 1)
    }
    #expect(try await ImagePreparer.prepareAll([], as: preparation, workers: .max).items.isEmpty)
  }

  @Test func `each file can be prepared in its own way`() async throws {
    try Pillow.run("photo(300, 200).save(path('in/wide.jpg')); photo(200, 300).save(path('in/high.jpg'))", in: folder)
    let (wide, high) = (try #require(PixelSize("160x90")), try #require(PixelSize("90x160")))
    let jobs = ImageJob.jobs(
      for: [folder / "in/wide.jpg", folder / "in/high.jpg"], into: folder / "out", format: .jpeg)
    let report = try await ImagePreparer.prepareAll(jobs) { facts in
      ImagePreparation(size: facts.width > facts.height ? wide : high)
    }
    #expect(report.items.map(\.width) == [160, 90])
  }

  @Test func `a preparation that can't be carried out fails before any file`() async throws {
    var preparation = preparation
    preparation.quality = 101
    await #expect(throws: MediaError.self) { _ = try await ImagePreparer.prepareAll([], as: preparation) }
  }

  @Test func `inputs of one name come to outputs of different names`() {
    let inputs = ["a/mug.png", "b/mug.jpg", "b/Mug.webp", "b/mug-2.jpg", "cup"].map { URL(fileURLWithPath: $0) }
    let jobs = ImageJob.jobs(for: inputs, into: URL(fileURLWithPath: "out"), format: .jpeg)
    #expect(jobs.map(\.output.lastPathComponent) == ["mug.jpg", "mug-2.jpg", "Mug-3.jpg", "mug-2-2.jpg", "cup.jpg"])
    #expect(jobs.map(\.input) == inputs)
  }

  @Test func `an output never takes the place of another input`() {
    let inputs = ["in/mug.png", "in/mug.jpg", "in/cup.jpg"].map { URL(fileURLWithPath: $0) }
    let jobs = ImageJob.jobs(for: inputs, into: URL(fileURLWithPath: "x/../in/"), format: .jpeg)
    #expect(jobs.map(\.output.lastPathComponent) == ["mug-2.jpg", "mug.jpg", "cup.jpg"])
  }

  @Test func `videos are found where they are wanted`() throws {
    for name in ["b.jpg", "c.mp4", "a.MOV", "d.txt"] { try Data("x".utf8).write(to: folder / "in/\(name)") }
    let base = (folder / "in").path
    #expect(try ImageFiles.expand([base]).map(\.lastPathComponent) == ["b.jpg"])
    let all = try ImageFiles.expand([base], withVideos: true)
    #expect(all.map(\.lastPathComponent) == ["a.MOV", "b.jpg", "c.mp4"])
  }

  @Test func `folders and patterns stand for the pictures in them`() throws {
    for name in ["b.jpg", "a.PNG", "c.txt", ".hidden.jpg", "d.webp"] {
      try Data("x".utf8).write(to: folder / "in/\(name)")
    }
    try FileManager.default.createDirectory(at: folder / "in/sub.jpg", withIntermediateDirectories: true)
    let base = (folder / "in").path
    func names(_ arguments: [String]) throws -> [String] { try ImageFiles.expand(arguments).map(\.lastPathComponent) }
    #expect(try names([base]) == ["a.PNG", "b.jpg", "d.webp"])
    #expect(try names([base + "/"]) == ["a.PNG", "b.jpg", "d.webp"])
    #expect(try names(["\(base)/*.jpg", "\(base)/[ad].*"]) == ["b.jpg", "a.PNG", "d.webp"])
    #expect(try names(["\(base)/d.webp", base]) == ["d.webp", "a.PNG", "b.jpg"])
    #expect(try names(["\(base)/c.txt", "missing.jpg"]) == ["c.txt", "missing.jpg"])
    let error = #expect(throws: MediaError.self) { _ = try ImageFiles.expand(["\(base)/*.tiff"]) }
    #expect(error?.report.message == "There is no picture at '\(base)/*.tiff'.")
    // Among other names it fails with the other failures, alone.
    #expect(try names(["\(base)/*.tiff", "\(base)/d.webp"]) == ["*.tiff", "d.webp"])
  }
}
