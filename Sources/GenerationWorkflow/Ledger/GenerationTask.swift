public import Foundation
public import MediaBasics
import MediaEngine
public import ModelCatalog

/// One generation request and its life, as the ledger keeps it.
public struct GenerationTask: Sendable, Hashable, Codable {
  /// The task's id: ours, and the service's too where it takes ours.
  public var id: String
  /// The service's own id, where it makes one.
  public var providerID: String?
  /// What was asked, as a hash: the request with its media's contents, where it goes, and which of several variants.
  public var identity: String
  /// 1 for the first try; one more each time a failed one was bought again.
  public var attempt: Int
  /// Where the task lives: provider and address.
  public var scope: String
  /// The model's id.
  public var model: String
  /// What it is for, in words: `mug.mp4, clip 2`.
  public var label: String
  /// The seconds that were asked for.
  public var seconds: Double?
  /// How many results were asked for.
  public var results: Int
  /// Exactly what is sent, so that it can be sent again.
  public var payload: TaskPayload
  /// How far it has come.
  public var stage: TaskStage
  /// What it was expected to cost when it was submitted.
  public var expectedCost: Cost?
  /// What the service said that it cost.
  public var cost: Cost?
  /// Why it failed.
  public var failure: FailureReport?
  /// When it was written down.
  public var createdAt: Date
  /// When its stage last changed.
  public var changedAt: Date
  /// What it made, one entry a result.
  public var outputs: [TaskOutput]
  /// The name of the purse that it was bought from.
  public var purse: String
  /// The batch's job that it was bought for.
  public var job: String?

  /// What it counts for against a spending limit: what it did cost, else what it may cost; a failed one that the service
  /// named no cost for, nothing.
  var charge: Cost { cost ?? (stage == .failed ? .zero : expectedCost ?? .zero) }

  /// The id by which the service knows the task.
  public var remoteID: String { providerID ?? id }
}

/// One file that a task made.
public struct TaskOutput: Sendable, Hashable, Codable {
  /// The service's id of the file.
  public var id: String
  /// Where the service keeps it; expires.
  public var url: String
  /// The seed that it was made with, where the service says.
  public var seed: UInt64?
  /// Where it lies here, relative to the ledger's folder; `nil` until it was fetched.
  public var file: String?
  /// The SHA-256 of the file, in hexadecimal.
  public var sha256: String?
}

extension GenerationTask {
  /// Copies the fetched files to where they are wanted: OUT, or OUT-1, OUT-2, … of several.
  ///
  /// - Parameter folder: the ledger's.
  /// - Returns: the copies.
  public func deliver(from folder: URL, to output: URL, overwrite: Bool) throws -> [URL] {
    let files = files(in: folder)
    if let file = files.first, let format = VideoFormat(rawValue: file.pathExtension),
      let named = VideoFormat(rawValue: output.pathExtension.lowercased()), named != format
    {
      throw WorkflowError.otherFormat(output, format)
    }
    return try files.enumerated().map { index, file in
      let target = output.numbered(index, of: files.count)
      try OutputFile.write(target, overwrite: overwrite) { try FileManager.default.copyItem(at: file, to: $0) }
      return target
    }
  }

  /// The fetched files.
  func files(in folder: URL) -> [URL] {
    outputs.compactMap { $0.file.map { folder.appendingPathComponent($0, isDirectory: false) } }
  }
}

extension URL {
  /// The name of result `index` of `count`: the name itself, or NAME-1, NAME-2, … before the extension.
  func numbered(_ index: Int, of count: Int) -> URL {
    guard count > 1 else { return self }
    let ending = pathExtension.isEmpty ? "" : ".\(pathExtension)"
    return URL(fileURLWithPath: "\(relativePath.dropLast(ending.count))-\(index + 1)\(ending)", relativeTo: baseURL)
  }
}
