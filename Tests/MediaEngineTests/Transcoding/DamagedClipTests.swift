import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

/// Clips whose container is sound and some of whose pictures aren't.
@Suite struct `Damage in the middle` {
  private let folder: TemporaryFolder
  private let sound: URL
  private let out: URL

  init() throws {
    folder = try TemporaryFolder()
    (sound, out) = (folder / "sound.mp4", folder / "out.mp4")
    var clip = NumberedClip(count: 48)
    clip.video = ["-c:v", "libx264", "-bf", "0", "-g", "48", "-crf", "12"]
    try clip.make(sound)
  }

  /// Puts 0xFF in place of packets' bytes; the index still lists them.
  private func overwrite(_ packets: Range<Int>, in file: URL) throws {
    let text = try Command.output(
      "ffprobe",
      ["-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pos,size", "-of", "json", sound.path])
    let listed = try #require(JSONValue(parsing: Data(text.utf8))["packets"]?.elements)
    var bytes = try Data(contentsOf: sound)
    for packet in listed[packets] {
      let position = try #require(packet["pos"]?.text.flatMap { Int($0) })
      let size = try #require(packet["size"]?.text.flatMap { Int($0) })
      bytes.replaceSubrange(position..<position + size, with: repeatElement(0xFF, count: size))
    }
    try bytes.write(to: file)
  }

  private func decodable(_ file: URL) throws -> Int {
    try Command.run(
      "ffmpeg",
      [
        "-v", "quiet", "-i", file.path, "-fps_mode", "passthrough", "-vf", "scale=1:1,format=gray", "-f", "rawvideo",
        "-",
      ]
    ).stdout.count
  }

  @Test func `lost pictures leave the others in their places, and are counted`() async throws {
    let file = folder / "lost.mp4"
    try overwrite(10..<22, in: file)
    let decoded = try decodable(file)
    try #require(decoded < 48)
    let warning =
      "'\(file.relativePath)' is damaged: it gave \(decoded) of the 48 frames that it lists; where one is missing, the one before it is held."
    let transcoded = try await Transcoder.transcode(file, to: out)
    #expect(transcoded.frames == 48 && transcoded.warnings.contains(warning), "\(transcoded.warnings)")
    #expect(try FFmpeg.frameCount(out) == 48)
    let numbers = try BarcodeClip.numbers(of: out)
    #expect(Array(numbers.prefix(10)) == Array(0..<10))
    #expect(Array(numbers[10..<22]) == Array(repeating: 9, count: 12))
    let joined = try await ClipJoiner.join(
      [JoinClip(file), JoinClip(sound)], to: out, options: JoinOptions(seam: .keep, copiesPackets: false),
      overwrite: true)
    #expect(joined.frames == 96 && joined.warnings.contains(warning), "\(joined.warnings)")
    #expect(Array(try BarcodeClip.numbers(of: out).suffix(48)) == Array(0..<48))
  }

  @Test func `lost pictures are counted at another rate, too, where the end is rounded`() async throws {
    let file = folder / "lost.mp4"
    try overwrite(40..<44, in: file)
    let report = try await Transcoder.transcode(file, to: out, options: TranscodeOptions(fps: Rational("10.3")))
    #expect(report.frames == 21)
    #expect(
      try report.warnings.contains { try $0.contains("gave \(decodable(file)) of the 48") }, "\(report.warnings)")
  }

  @Test func `frames that are guessed, or built on such, are told, others aren't`() async throws {
    let file = folder / "guessed.mp4"
    try FFmpeg.make([
      "-i", sound.path, "-c", "copy", "-bsf:v", #"noise=amount=if(between(n\,30\,33)\,20\,0)"#, file.path,
    ])
    let requests: [FrameRequest] = [.first, .index(29), .index(40), .last]
    let frames = try await FrameExtractor.extract(
      requests, from: file, into: folder.url, format: .png, quality: 95, overwrite: false)
    #expect(frames.map(\.damaged) == [false, false, true, true])
    let ends = try await FrameExtractor.extract(
      [.first, .last], from: file, into: folder.url, format: .png, quality: 95, overwrite: true)
    #expect(ends.map(\.damaged) == [false, true])
  }

  @Test(arguments: ClipRecipe.kinds)
  func `no frame of a sound file is taken for damaged`(_ recipe: ClipRecipe) async throws {
    let clip = try ClipStore.clip(recipe)
    for requests in [[FrameRequest.first, .last], [.index(50)]] {
      let frames = try await FrameExtractor.extract(
        requests, from: clip, into: folder.url, format: .png, quality: 95, overwrite: true)
      #expect(frames.allSatisfy { !$0.damaged }, "\(frames)")
    }
  }

  @Test func `pictures that the decoder completed by guesses are counted`() async throws {
    let file = folder / "guessed.mp4"
    try FFmpeg.make([
      "-i", sound.path, "-c", "copy", "-bsf:v", #"noise=amount=if(between(n\,30\,33)\,20\,0)"#, file.path,
    ])
    let report = try await Transcoder.transcode(file, to: out)
    #expect(report.frames == 48)
    #expect(report.warnings.contains { $0.contains("couldn't be decoded and are guessed") }, "\(report.warnings)")
  }

  @Test(arguments: ClipRecipe.kinds)
  func `sound files of every kind are taken for sound`(_ recipe: ClipRecipe) async throws {
    let report = try await Transcoder.transcode(try ClipStore.clip(recipe), to: out)
    #expect(!report.warnings.contains { $0.contains("damaged") }, "\(report.warnings)")
  }
}
