import Foundation
import MediaBasics
import MediaEngine
import Synchronization
import TestSupport
import Testing

/// How frames are asked for: refused where that makes no sense, told about while it goes on.
@Suite struct FrameOptionsTests {
  private let folder: TemporaryFolder
  private let clip: URL

  init() throws {
    folder = try TemporaryFolder()
    clip = try ClipStore.clip("b-frames.mp4")
  }

  @Test(arguments: [0, -1, 101, Int.min], [ImageFormat.jpeg, .png, .webp])
  func `a quality outside 1…100 is refused wherever frames become images`(
    quality: Int, format: ImageFormat
  ) async throws {
    let file = folder / "out.\(format.fileExtension)"
    let reports = [
      await #expect(throws: MediaError.self) {
        try await FrameExtractor.extract(
          [.first], from: clip, into: folder.url, format: format, quality: quality, overwrite: true)
      },
      await #expect(throws: MediaError.self) {
        try await FrameExtractor.extract(.last, from: clip, to: file, quality: quality, overwrite: true)
      },
      await #expect(throws: MediaError.self) {
        try await FrameExtractor.picture(.first, from: clip, format: format, quality: quality)
      },
      await #expect(throws: MediaError.self) {
        for try await _ in VideoFrames(of: clip, format: format, quality: quality) {}
      },
    ].map { $0?.report.message }
    #expect(reports == Array(repeating: "The quality is \(quality); 1 to 100 are possible.", count: 4))
    #expect(folder.contents == [])
  }

  @Test(arguments: [0, -1, Int.min])
  func `a longest side below 1 is refused`(side: Int) async throws {
    let error = await #expect(throws: MediaError.self) {
      try await FrameExtractor.picture(.first, from: clip, format: .png, longestSide: side)
    }
    #expect(error?.report.code == "media.image-side" && error?.report.kind == .usage)
    #expect(error?.report.message == "The longest side is \(side) pixels; it must be at least 1.")
    let least = try await FrameExtractor.picture(.first, from: clip, format: .png, longestSide: 1)
    #expect(least.size == .single)
  }

  @Test(arguments: [
    ([FrameRequest.first], [[1, 1]]), ([.last], [[1, 1]]), ([.first, .last], [[1, 2], [2, 2]]),
    ([.last, .first, .last], [[1, 2], [2, 2]]), ([.index(3), .index(5)], [[1, 2], [2, 2]]),
  ])
  func `progress counts the frames that were asked for`(requests: [FrameRequest], expected: [[Int64]]) async throws {
    let updates = Mutex<[ProgressUpdate]>([])
    _ = try await FrameExtractor.extract(
      requests, from: clip, into: folder.url, format: .png, quality: 95, overwrite: false
    ) { update in updates.withLock { $0.append(update) } }
    let told = updates.withLock { $0.filter { $0.stage == "frames" } }
    #expect(told.map { [$0.completed, $0.total ?? 0] } == expected)
    #expect(told.allSatisfy { $0.unit == .frames })
  }

  @Test(arguments: [
    (0, "Ask for at least 1 frame."), (-3, "Ask for at least 1 frame."), (101, "Ask for fewer frames."),
  ])
  func `a number of spread frames that can't be is refused with what to do`(count: Int, hint: String) async throws {
    let error = await #expect(throws: MediaError.self) {
      try await FrameExtractor.extract(
        [], evenly: count, from: clip, into: folder.url, format: .png, quality: 95, overwrite: false)
    }
    #expect(error?.report.code == "media.frame-count" && error?.report.hint == hint)
  }
}
