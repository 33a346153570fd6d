import Foundation
import GenerationClient
public import MediaBasics
import MediaEngine
public import ModelCatalog

/// Has one request generated and delivers its results.
public struct ClipGenerator: Sendable {
  private let generator: Generator

  /// A generator of single clips.
  public init(_ generator: Generator) {
    self.generator = generator
  }

  /// The request as the model would get it: the size filled in, every mistake found.
  ///
  /// - Returns: the request, and what is worth a word about it.
  /// - Throws: `workflow.request` with all issues; `workflow.option` for a quality that can't be; `media.format` where the output is named like no video.
  public func plan(_ request: GenerateRequest) async throws -> (GenerationRequest, [Issue]) {
    let named = try VideoFormat(of: request.output)
    guard try request.format == named else { throw WorkflowError.otherFormat(request.output, try request.format) }
    if let quality = request.quality { try WorkflowError.check(quality: quality) }
    var asked = request.asked
    for file in asked.files {
      try InputFile.check(file)
      guard file.resolvingSymlinksInPath().path != request.output.resolvingSymlinksInPath().path else {
        throw WorkflowError.ontoInput(file)
      }
    }
    let followsImage = request.model.sizeFollowsFrameImage == true && !asked.frameImages.isEmpty
    let shaped = followsImage || asked.extra["resolution"] != nil || asked.extra["ratio"] != nil
    if asked.size == nil, !shaped { asked.size = try await nearestSize(request) }
    asked = request.model.completing(asked)
    if shaped { asked.size = request.asked.size }
    var issues = try await FrameShapes.issues(in: asked, fit: request.fit)
    issues += RequestChecker.issues(in: asked, for: request.model) + generator.provider.issues(in: asked)
    // A file of a wrong kind is told as that.
    if !issues.contains(where: { $0.code.hasPrefix("upload.") }) {
      issues += try await InputLengths.issues(in: asked, for: request.model)
    }
    return (asked, try WorkflowError.refuse(issues, model: request.model))
  }

  /// Whether a request was asked before, as far as its frame images are still kept; sends and makes nothing.
  func isKnown(_ request: GenerateRequest) async throws -> Bool {
    var (asked, _) = try await plan(request)
    for index in asked.frameImages.indices {
      guard case .file(let image) = asked.frameImages[index].media else { continue }
      let preparation = try await preparation(of: image, asked, request)
      guard let file = try await frameImageFile(request.model).kept(image, preparation) else { return false }
      asked.frameImages[index].media = .file(file)
    }
    return try await generator.isKnown(asked, variant: request.variant)
  }

  /// The request as it would be sent, with notes in the place of files.
  public func payload(_ asked: GenerationRequest) throws -> JSONValue {
    let named = asked.replacingFiles { .identifier("<\($0.lastPathComponent), uploaded>") }
    return try generator.provider.payload(for: named, taskID: "<a new UUID>")
  }

  /// What a planned request is expected to cost, all its results together; `nil` where neither the catalog nor the ledger
  /// tells.
  ///
  /// - Throws: what ``MediaProbe`` throws, for a clip that is as long as its input; `workflow.ledger`.
  public func price(_ asked: GenerationRequest, of model: ModelSpec) async throws -> Cost? {
    let second = try await generator.ledger.dearestSecond(of: model.id, scope: generator.provider.scope)
    return try await Pricing.known(for: asked, of: model, dearestSecond: second)
  }

  /// Generates, fetches and delivers.
  ///
  /// The same call made again after any interruption goes on where it stood and buys nothing twice.
  ///
  /// - Throws: `workflow.request` before anything is sent; what ``Generator`` throws; `file.…` about inputs and outputs.
  public func generate(_ request: GenerateRequest, progress: ProgressHandler? = nil) async throws -> GenerateReport {
    let (planned, issues) = try await plan(request)
    let count = planned.worded(for: request.model).results
    // Refused before money is spent, not after.
    for index in 0..<count {
      _ = try OutputFile(request.output.numbered(index, of: count), overwrite: request.overwrite)
    }
    let made = try await fetch(planned, for: request, progress: progress)
    let task = made.generated.task
    var outputs: [GenerateReport.Output] = []
    let files = task.files(in: generator.ledger.folder)
    for (index, file) in files.prefix(count).enumerated() {
      // As many names as were asked for, and found free, before.
      let target = request.output.numbered(index, of: count)
      let clip = try await made.generated.measured(file)
      let video = try await made.delivery.deliver(clip, to: target, progress: progress)
      outputs.append(
        GenerateReport.Output(
          output: target.relativePath, width: video.size.width, height: video.size.height,
          fps: video.fps.doubleValue, frames: video.frames, seconds: video.seconds, seed: task.outputs[index].seed))
    }
    return GenerateReport(
      taskUUID: task.remoteID, model: task.model, outputs: outputs, cost: task.cost,
      frameImage: made.frameImage?.path,
      warnings: issues.map(\.message) + made.warnings + Self.countWarning(files, asked: count))
  }

  /// What is said where a service makes more results than it was asked for, or fewer.
  private static func countWarning(_ files: [URL], asked: Int) -> [String] {
    switch files.count {
    case asked: []
    case ..<asked: ["Of \(asked) results that were asked for the service made \(files.count)."]
    default:
      [
        "The service made \(files.count) results where \(asked) were asked for; the others are kept: \(files.dropFirst(asked).map { "'\($0.relativePath)'" }.joined(separator: ", "))."
      ]
    }
  }

  /// A finished task, and how its clips become what was asked for.
  struct Fetched: Sendable {
    let generated: Generated
    let delivery: Delivery
    /// The first local picture or clip as it was uploaded, in the model's size.
    let frameImage: URL?
    /// What is worth a word about the pictures.
    let warnings: [String]
  }

  /// Generates and fetches what ``plan(_:)`` gave; nothing is delivered yet.
  func fetch(
    _ planned: GenerationRequest, for request: GenerateRequest, progress: ProgressHandler?
  ) async throws -> Fetched {
    let (asked, bars, warnings) = try await prepareFrameImages(planned, request)
    let generated = try await generator.clips(
      asked, model: request.model, label: request.output.lastPathComponent, variant: request.variant,
      progress: progress)
    return Fetched(
      generated: generated, delivery: Delivery(request: request, bars: bars), frameImage: asked.files.first,
      warnings: warnings)
  }

  /// The model's size nearest the first frame image's, or its default.
  private func nearestSize(_ request: GenerateRequest) async throws -> PixelSize? {
    guard case .file(let image)? = request.asked.frameImages.first?.media else {
      return request.model.defaultSize
    }
    let size = try await ImagePreparer.facts(of: image).size
    return size.flatMap { request.model.nearestSize(to: $0) }
  }

  /// The size of a frame image whose shape the clip takes: its own, within the model's limits.
  private func frameSize(_ image: URL, _ model: ModelSpec) async throws -> PixelSize {
    guard let own = try await ImagePreparer.facts(of: image).size else { throw WorkflowError.noPicture(image) }
    return model.frameSize(like: own)
  }

  /// The request with its local frame images at the clip's size, and where the first one's content lies in it.
  private func prepareFrameImages(
    _ asked: GenerationRequest, _ request: GenerateRequest
  ) async throws -> (GenerationRequest, Delivery.Bars?, warnings: [String]) {
    var (asked, bars, warnings) = (asked, Delivery.Bars?.none, [String]())
    for index in asked.frameImages.indices {
      guard case .file(let image) = asked.frameImages[index].media else { continue }
      let made = try await frameImageFile(request.model).make(image, try await preparation(of: image, asked, request))
      asked.frameImages[index].media = .file(made.file)
      warnings += made.warnings
      if bars == nil { bars = Delivery.Bars(size: made.size, contentRect: made.contentRect) }
    }
    return (asked, bars, warnings)
  }

  private func frameImageFile(_ model: ModelSpec) -> FrameImageFile {
    FrameImageFile(
      folder: generator.ledger.folder.appendingPathComponent("frames", isDirectory: true),
      limit: model.image?.maxBytes)
  }

  private func preparation(
    of image: URL, _ asked: GenerationRequest, _ request: GenerateRequest
  ) async throws -> ImagePreparation {
    let size: PixelSize
    if let given = asked.size { size = given } else { size = try await frameSize(image, request.model) }
    var preparation = ImagePreparation(size: size)
    preparation.fit = request.fit
    preparation.background = request.background
    return preparation
  }
}
