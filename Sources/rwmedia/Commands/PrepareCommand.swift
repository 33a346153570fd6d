import ArgumentParser
import Foundation
import GenerationWorkflow
import MediaBasics
import MediaEngine
import ModelCatalog

/// Brings images and videos to an exact size.
struct PrepareCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "prepare", abstract: "Bring images (or videos) to a model's exact size.",
    discussion: """
      Upright by EXIF, sRGB, 8 bits, without metadata, exactly the asked size. With --model alone, each input gets the \
      model's size whose aspect ratio is nearest its own. Videos become MP4.
      """)

  @Argument(help: "Images, videos, folders or patterns.", completion: .file())
  var inputs: [String]

  @Option(help: "The model whose sizes are used, such as klingai:5@3.")
  var model: String?

  @Option(help: "Another of the model's sizes, WxH.", transform: Parse.size)
  var resolution: PixelSize?

  @Option(help: "The size, WxH, whatever a model says.", transform: Parse.size)
  var size: PixelSize?

  @OptionGroup var pictures: ImageFitOptions

  @Option(
    help: "What cover keeps: centre, north, northeast, …, attention or entropy. Default: centre.",
    transform: Parse.gravity)
  var gravity: Gravity = .centre

  @Option(help: "jpeg, png or webp. Default: by the output's extension, else jpeg.", transform: Parse.format)
  var format: ImageFormat?

  @Option(help: "Quality of jpeg and webp, 1…100. Default: 95.", transform: Parse.imageQuality)
  var quality: Int = 95

  @Option(help: "A video's frames a second. Default: its own.", transform: Parse.fps)
  var fps: Rational?

  @Option(help: "How many inputs are worked on at once. Default: the cores.")
  var jobs: Int?

  @Option(help: "The most bytes of a prepared image; quality goes down to meet it.")
  var maxBytes: Int?

  @OptionGroup var limits: ImageLimitOptions

  @Option(name: .shortAndLong, help: "A folder, or a file for one input.", completion: .file(), transform: Parse.file)
  var output: URL

  @Flag(help: "Replace outputs that exist already.")
  var overwrite = false

  @OptionGroup var report: ReportOptions

  mutating func validate() throws {
    guard model != nil || size != nil else { return try Parse.fail("Give --model MODEL or --size WxH.") }
    if resolution != nil, model == nil {
      return try Parse.fail("--resolution picks a model's size; give --model too.")
    }
    if let format, let named = ImageFormat(file: output), named != format, !output.isFolder {
      return try Parse.fail("--format is \(format.rawValue), and '\(output.relativePath)' names \(named.rawValue).")
    }
    if let jobs, jobs < 1 { return try Parse.fail("--jobs is \(jobs); it must be 1 or more.") }
  }

  func execute(_ console: Console) async throws -> ExitStatus {
    let request = try request()
    if case .model(let model, _) = request.target { model.warnings.forEach(console.warn) }
    let outcome = try await InputPreparer.prepare(request, progress: console.progress)
    for warning in outcome.items.flatMap(\.warnings) { console.warn(warning) }
    if format != nil || maxBytes != nil, let video = outcome.items.compactMap(\.output).first(where: Self.isVideo) {
      console.warn("--format and --max-bytes are for pictures: '\(video)' is MP4 or WEBM of whatever size it takes.")
    }
    let lines = outcome.items.map { item in
      let rect = item.contentRect
      return "\(item.output ?? ""): \(item.width)x\(item.height), \(item.fit.rawValue), "
        + "content \(rect.width)x\(rect.height)+\(rect.x)+\(rect.y), \(item.bytes) bytes"
    }
    if !lines.isEmpty || report.json { try console.result(outcome, lines.joined(separator: "\n")) }
    guard let first = outcome.failed.first else { return .done }
    console.failures(outcome.failed.map(\.error), of: outcome.failed.count + outcome.items.count)
    return status(of: outcome, first.error.kind)
  }

  private static func isVideo(_ output: String) -> Bool {
    VideoFormat(rawValue: URL(fileURLWithPath: output).pathExtension.lowercased()) != nil
  }

  /// A single input's own reason. Among several, one bad one is bad input, unless it's the outputs that fail.
  private func status(of report: PrepareReport, _ first: FailureKind) -> ExitStatus {
    if report.failed.count + report.items.count == 1 { return ExitStatus(first) }
    return report.failed.allSatisfy { $0.error.kind == .cannotWrite } ? .cannotWrite : .badInput
  }

  private func request() throws -> PrepareRequest {
    // Not `map(Catalog.current.model)`, which reads all models where none is named.
    let model = try model.map { try Catalog.current.model($0) }
    let target: PrepareRequest.Target
    if let size {
      target = .size(size)
    } else if let model {
      target = .model(model, resolution)
    } else {
      throw ValidationError("Give --model MODEL or --size WxH.")
    }
    var preparation = ImagePreparation(size: .single)
    preparation.fit = pictures.fit
    preparation.background = pictures.background
    preparation.gravity = gravity
    preparation.format = format ?? ImageFormat(file: output) ?? .jpeg
    preparation.quality = quality
    preparation.maxBytes = maxBytes ?? model.flatMap(InputPreparer.mostBytes)
    limits.apply(to: &preparation)
    var request = PrepareRequest(
      inputs: try ImageFiles.expand(inputs, withVideos: true), target: target, preparation: preparation,
      output: output)
    request.fps = fps
    request.overwrite = overwrite
    request.jobs = jobs
    return request
  }
}
