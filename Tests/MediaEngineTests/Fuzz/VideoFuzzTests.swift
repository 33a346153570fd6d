import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

/// Mutated videos, the same on each run; `RWMEDIA_FUZZ=2000 swift test --filter VideoFuzz` makes more of them.
@Suite struct VideoFuzzTests {
  private static let seeds = [
    ("h264.mp4", "-c:v libx264 -preset ultrafast -bf 2 -g 6 -c:a aac"),
    ("fragmented.mp4", "-c:v libx264 -preset ultrafast -g 6 -an -movflags frag_keyframe+empty_moov"),
    ("vp9.webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 6 -c:a libopus"),
    ("h264.ts", "-c:v libx264 -preset ultrafast -bf 2 -g 6 -c:a aac"),
    ("mpeg4.avi", "-c:v mpeg4 -bf 2 -g 6 -an"),
    ("prores.mov", "-c:v prores_ks -an"),
    ("loop.gif", "-an"),
    ("hevc.mkv", "-c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=6 -an"),
  ]
  private static let count = ProcessInfo.processInfo.environment["RWMEDIA_FUZZ"].flatMap(Int.init) ?? 64

  @Test func `a damaged video is described, joined or refused, never anything else`() async throws {
    let folder = try TemporaryFolder()
    let seeds = try Self.seeds.map { name, arguments in
      let url = folder / name
      try FFmpeg.make(
        [
          "-f", "lavfi", "-i", "testsrc2=size=96x64:rate=12:duration=1", "-f", "lavfi", "-i",
          "sine=frequency=440:sample_rate=48000:duration=1", "-pix_fmt",
          name == "prores.mov" ? "yuv422p10le" : "yuv420p",
        ] + (name == "loop.gif" ? ["-pix_fmt", "pal8"] : []) + arguments.split(separator: " ").map(String.init)
          + [url.path])
      return (url, try Data(contentsOf: url))
    }
    let sound = folder / "h264.mp4"
    var random = SplitMix64(seed: 7)
    for number in 0..<Self.count {
      let (seed, bytes) = seeds[number % seeds.count]
      let mutant = folder / "mutant-\(number).\(seed.pathExtension)"
      try random.mutate(bytes, with: seeds[random.below(seeds.count)].1).write(to: mutant)
      defer { try? FileManager.default.removeItem(at: mutant) }
      await expectRefusalAtMost("probe of mutant \(number)") { _ = try await MediaProbe.info(of: mutant) }
      await expectRefusalAtMost("keyframes of mutant \(number)") {
        _ = try await FrameExtractor.extract(
          [.first, .last, .index(3)], from: mutant, into: folder / "frames", format: .jpeg, quality: 80,
          overwrite: true)
      }
      await expectRefusalAtMost("verify of mutant \(number)") {
        _ = try await Verifier.verify(mutant, Expectation(decode: true))
      }
      await expectRefusalAtMost("concat of mutant \(number)") {
        _ = try await ClipJoiner.join(
          [JoinClip(sound), JoinClip(mutant)], to: folder / "out.mp4", options: JoinOptions(quality: 50),
          overwrite: true)
      }
    }
    let left = folder.contents.filter { $0.hasPrefix(".") }
    #expect(left.isEmpty)
  }

  /// Bad input, or a frame that a shortened file doesn't have; no fault of ours.
  private func expectRefusalAtMost(_ what: String, _ work: () async throws -> Void) async {
    do {
      try await work()
    } catch let error as any ReportedError {
      #expect(
        [.badInput, .usage].contains(error.report.kind), "\(what): \(error.report.code) \(error.report.message)")
    } catch {
      Issue.record("\(what): \(error)")
    }
  }
}

extension SplitMix64 {
  fileprivate mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(limit, 1))) }

  /// Cuts off, flips bits, overwrites header bytes, or splices in a piece of another file.
  fileprivate mutating func mutate(_ data: Data, with other: Data) -> Data {
    var data = data
    switch below(5) {
    case 0: return data.prefix(1 + below(data.count))
    case 1: for _ in 0...below(20) { data[below(data.count)] ^= 1 << UInt8(below(8)) }
    case 2: for _ in 0...below(6) { data[below(min(data.count, 1500))] = UInt8(below(256)) }
    case 3: for _ in 0...below(6) { data[data.count - 1 - below(min(data.count, 1500))] = UInt8(below(256)) }
    default:
      let start = below(other.count)
      let piece = other[start..<min(other.count, start + 1 + below(2000))]
      let at = below(data.count)
      data.replaceSubrange(at..<min(data.count, at + below(2000)), with: piece)
    }
    return data
  }
}
