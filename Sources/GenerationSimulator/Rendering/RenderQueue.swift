import Foundation
import MediaEngine

/// Renders orders, a few at a time, each different one once: a file's name is the digest of what was ordered, so that
/// a later simulator on the same folder finds it too.
actor RenderQueue {
  private let tools: any MediaTools
  private let folder: URL
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var files: [String: Task<URL, any Error>] = [:]

  /// Renders into `folder`, at most `width` orders at once.
  init(tools: any MediaTools, folder: URL, width: Int) {
    self.tools = tools
    self.folder = folder
    free = max(width, 1)
  }

  /// The rendered file; equal orders share one, also while it is still being rendered.
  func file(for order: RenderOrder) async throws -> URL {
    let key = order.contentKey
    if let known = files[key] { return try await known.value }
    let name = try FileHash.sha256(Data(key.utf8))
    let file = folder.appendingPathComponent("\(name).\(order.format.fileExtension)")
    let work = Task { try await render(order, to: file) }
    files[key] = work
    do {
      return try await work.value
    } catch {
      files[key] = nil
      throw error
    }
  }

  /// Gives up what is being rendered and what waits.
  func cancel() {
    for work in files.values { work.cancel() }
  }

  private func render(_ order: RenderOrder, to file: URL) async throws -> URL {
    if FileManager.default.fileExists(atPath: file.path) { return file }
    await acquire()
    defer { release() }
    try Task.checkCancellation()
    try await tools.render(order, to: file)
    return file
  }

  private func acquire() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func release() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
