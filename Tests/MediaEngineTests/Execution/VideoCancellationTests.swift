import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

/// Guards that every library call on videos stops when its task is cancelled, and leaves nothing half done.
@Suite struct VideoCancellationTests {
  private let folder: TemporaryFolder
  private let clip: URL

  init() throws {
    folder = try TemporaryFolder()
    clip = folder / "clip.mp4"
    try FFmpeg.clip(clip, size: "192x108", seconds: 8)
  }

  @Test func `a loop over frames ends with the task, and the file is let go`() async throws {
    let seen = Counter()
    let (clip, reached) = (clip, AsyncStream<Void>.makeStream())
    let task = Task {
      for try await picture in VideoFrames(of: clip, format: .png) {
        seen.add()
        if picture.index == 3 { reached.continuation.finish() }
      }
    }
    for await _ in reached.stream {}
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect((4..<192).contains(seen.count), "\(seen.count)")
    try await expectLetGo()
  }

  @Test func `a loop that is left early lets the file go`() async throws {
    for try await picture in VideoFrames(of: clip, format: .jpeg) where picture.index == 2 { break }
    try await expectLetGo()
  }

  @Test func `frames that were written before a cancellation are whole, and no scratch file is left`() async throws {
    let (clip, out) = (clip, folder / "out")
    await #expect(throws: CancellationError.self) {
      try await Canceller().run {
        _ = try await FrameExtractor.extract(
          [], evenly: 60, from: clip, into: out, format: .png, quality: 100, overwrite: false, progress: $0)
      }
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: out.path)) ?? []
    #expect(names.count < 60 && names.allSatisfy { $0.hasPrefix("clip-") && $0.hasSuffix(".png") }, "\(names)")
    for name in names { #expect(try Pixels(out.appendingPathComponent(name)).samples.count == 192 * 108 * 3) }
  }

  @Test func `one picture, a probe and a verification end with their task`() async throws {
    let clip = clip
    let work: [@Sendable () async throws -> Void] = [
      { _ = try await FrameExtractor.picture(.last, from: clip, format: .png) },
      { _ = try await MediaProbe.info(of: clip) },
      { _ = try await Verifier.verify(clip, Expectation(decode: true)) },
      { _ = try await ClipJoiner.likeness(at: JoinClip(clip), JoinClip(clip)) },
    ]
    for body in work {
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        try await body()
      }
      await #expect(throws: CancellationError.self) { try await task.value }
    }
    #expect(folder.contents == ["clip.mp4"])
  }

  @Test func `a verification ends in the middle of decoding`() async throws {
    let clip = clip
    await #expect(throws: CancellationError.self) {
      try await Canceller().run { _ = try await Verifier.verify(clip, Expectation(decode: true), progress: $0) }
    }
  }

  @Test func `joins and transcodes that are cancelled on the way leave nothing, whatever their mode`() async throws {
    let (clip, mp4, webm) = (clip, folder / "out.mp4", folder / "out.webm")
    let clips = [JoinClip(clip), JoinClip(clip)]
    let work: [@Sendable (@escaping ProgressHandler) async throws -> Void] = [
      { _ = try await ClipJoiner.join(clips, to: mp4, options: JoinOptions(seam: .keep), progress: $0) },
      { _ = try await ClipJoiner.join(clips, to: mp4, progress: $0) },
      { _ = try await ClipJoiner.join(clips, to: mp4, options: JoinOptions(copiesPackets: false), progress: $0) },
      { _ = try await ClipJoiner.join(clips, to: webm, progress: $0) },
      { _ = try await Transcoder.transcode(clip, to: [mp4, webm], progress: $0) },
    ]
    for body in work {
      await #expect(throws: CancellationError.self) { try await Canceller().run(body) }
      #expect(folder.contents == ["clip.mp4"])
    }
  }

  /// The thread that gave the last frame may hold the file a moment longer than the loop.
  private func expectLetGo() async throws {
    for _ in 0..<3000 where try isOpen { try await Task.sleep(for: .milliseconds(10)) }
    #expect(try !isOpen)
  }

  private var isOpen: Bool {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").contains {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == clip.path
      }
    }
  }
}

// Its value is read and changed under the lock alone.
private final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var value = 0

  var count: Int { lock.withLock { value } }

  func add() { lock.withLock { value += 1 } }
}
