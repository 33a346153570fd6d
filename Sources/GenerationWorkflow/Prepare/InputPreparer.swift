import Foundation
public import MediaBasics
import MediaEngine
public import ModelCatalog

/// Brings inputs to a model's size: images many at once, videos one after the other. One bad input fails alone.
public enum InputPreparer {
  /// Prepares everything and tells what became of each input.
  ///
  /// - Throws: `file.…` where the output's folder can't be made; `CancellationError`. Not what is wrong with an input:
  ///   the report tells that.
  public static func prepare(_ request: PrepareRequest, progress: ProgressHandler? = nil) async throws
    -> PrepareReport
  {
    try checkResolution(request.target)
    let kinds = try await InputKinds(of: request)
    let places = try places(for: request, kinds)
    let (videos, images) = places.partitioned { kinds.isVideo($0.input) }
    let (target, preparation) = (request.target, request.preparation)
    let batch = try await ImagePreparer.prepareAll(
      images, workers: request.jobs, overwrite: request.overwrite, progress: progress,
      as: { try fitted(preparation, to: target, like: $0.size) }, limits: preparation.limits,
      allowVector: preparation.allowVector)
    var made = Dictionary(batch.items.map { ($0.output ?? "", $0) }) { first, _ in first }
    var failures = Dictionary(batch.failed.map { ($0.input, $0.error.namingVideos($0.input)) }) { first, _ in first }
    for video in videos {
      do {
        let prepared = try await prepare(video, request, progress: progress)
        made[video.output.relativePath] = prepared
      } catch let error as any ReportedError {
        failures[video.input.relativePath] = error.report
      }
    }
    return PrepareReport(
      items: places.compactMap { made[$0.output.relativePath] },
      failed: places.compactMap { place in
        guard made[place.output.relativePath] == nil else { return nil }
        return failures[place.input.relativePath].map {
          PrepareReport.Failure(input: place.input.relativePath, error: $0)
        }
      })
  }

  private static func checkResolution(_ target: PrepareRequest.Target) throws(WorkflowError) {
    guard case .model(let model, let chosen?) = target, let choices = model.sizes?.choices,
      !choices.contains(chosen)
    else { return }
    throw .resolution(chosen, of: model, choices)
  }

  /// Where each input's result goes.
  private static func places(for request: PrepareRequest, _ kinds: InputKinds) throws -> [ImageJob] {
    let format = request.preparation.format
    if request.inputs.count == 1, isFile(request.output) {
      try checkKind(of: request.output, for: request.inputs[0], kinds)
      return [ImageJob(input: request.inputs[0], output: request.output)]
    }
    guard !looksLikeFile(request.output) else { throw WorkflowError.oneFile(request) }
    do {
      try FileManager.default.createDirectory(at: request.output, withIntermediateDirectories: true)
    } catch {
      throw WorkflowError.outputFolder(request.output, error)
    }
    return ImageJob.jobs(for: request.inputs, into: request.output) { input in
      kinds.isVideo(input) ? VideoFormat.mp4.rawValue : format.fileExtension
    }
  }

  /// Refuses a picture in a file that is called a video.
  private static func checkKind(of output: URL, for input: URL, _ kinds: InputKinds) throws(WorkflowError) {
    guard VideoFormat(rawValue: output.pathExtension.lowercased()) != nil, !kinds.isVideo(input) else { return }
    throw .pictureAsVideo(input, output)
  }

  /// Whether a path names a file to write rather than a folder.
  private static func isFile(_ output: URL) -> Bool {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: output.path, isDirectory: &isFolder) { return !isFolder.boolValue }
    return ImageFormat(file: output) != nil || VideoFormat(rawValue: output.pathExtension.lowercased()) != nil
  }

  /// Whether somebody who names an output so, where nothing is yet, surely means a file.
  private static func looksLikeFile(_ output: URL) -> Bool {
    let suffix = output.pathExtension.lowercased()
    return !output.hasDirectoryPath && !FileManager.default.fileExists(atPath: output.path)
      && (ImageFiles.extensions.contains(suffix) || ImageFiles.videoExtensions.contains(suffix)
        || ["bmp", "jxl", "jp2", "svg", "pdf"].contains(suffix) || isFile(output))
  }

  /// The most bytes of a picture for a model, however it is sent.
  public static func mostBytes(of model: ModelSpec) -> Int? {
    let general = ModelCatalog.builtIn.generalRules(of: model.provider)?.image
    let limits = [
      model.image?.maxBytes ?? general?.maxBytes, model.image?.preparedBytes ?? general?.preparedBytes,
    ]
    return limits.compactMap(\.self).min()
  }

  private static func fitted(
    _ preparation: ImagePreparation, to target: PrepareRequest.Target, like source: PixelSize?
  ) throws -> ImagePreparation {
    var preparation = preparation
    switch target {
    case .size(let size): preparation.size = size
    case .model(let model, let chosen):
      let nearest = chosen ?? source.flatMap { model.nearestSize(to: $0) } ?? model.defaultSize
      guard let nearest else { throw WorkflowError.noSizes(model) }
      preparation.size = nearest
      preparation.maxBytes = preparation.maxBytes ?? mostBytes(of: model)
    }
    return preparation
  }

  private static func prepare(
    _ video: ImageJob, _ request: PrepareRequest, progress: ProgressHandler?
  ) async throws -> PreparedImage {
    guard let source = try await MediaProbe.info(of: video.input).video else {
      throw WorkflowError.noPicture(video.input)
    }
    let fitted = try fitted(request.preparation, to: request.target, like: source.size)
    var options = TranscodeOptions()
    options.size = fitted.size
    options.fit = fitted.fit
    options.background = fitted.background
    options.gravity = fitted.gravity
    options.fps = request.fps
    options.quality = min(max(fitted.quality, 20), 99)
    let made = try await Transcoder.transcode(
      video.input, to: video.output, options: options, overwrite: request.overwrite, progress: progress)
    let bytes = try InputFile.check(video.output)
    var warnings = made.warnings
    if fitted.fit == .cover, fitted.gravity.anchor == nil {
      warnings.append(
        "'\(video.input.relativePath)' is a video, whose subject may move: its centre was kept, not what "
          + "\(fitted.gravity) finds.")
    }
    return PreparedImage(
      input: video.input.relativePath, output: video.output.relativePath, width: made.width, height: made.height,
      fit: fitted.fit, contentRect: made.contentRect, bytes: Int(bytes),
      sha256: try await FileHash.sha256(of: video.output), warnings: warnings)
  }
}

extension Array {
  /// The elements for which `belongs` holds, and the others, both in order.
  fileprivate func partitioned(_ belongs: (Element) -> Bool) -> (yes: [Element], no: [Element]) {
    reduce(into: ([], [])) { parts, element in
      if belongs(element) { parts.0.append(element) } else { parts.1.append(element) }
    }
  }
}

extension WorkflowError {
  static func resolution(_ given: PixelSize, of model: ModelSpec, _ allowed: [PixelSize]) -> WorkflowError {
    WorkflowError(
      "resolution", .usage,
      "\(model.id) has no size \(given); it has \(allowed.map(\.description).joined(separator: ", ")).",
      hint: "Choose one of these, or give --size instead to have it whatever the model says.",
      details: [
        "given": .string("\(given)"), "allowed": .array(allowed.map { .string("\($0)") }),
      ])
  }

  static func noSizes(_ model: ModelSpec) -> WorkflowError {
    WorkflowError(
      "no-sizes", .usage, "The sizes of \(model.id) are not known.",
      hint: "Give --size WxH instead of --model, or with it.")
  }

  static func oneFile(_ request: PrepareRequest) -> WorkflowError {
    let output = request.output.relativePath
    let single = request.inputs.count == 1
    return WorkflowError(
      "one-file", .usage,
      single
        ? "'\(output)' has the extension '\(request.output.pathExtension)'; jpg, png and webp are written, mp4 for videos."
        : "'\(output)' names one file, and there are \(request.inputs.count) inputs.",
      hint: single ? "Use one of these extensions." : "Name a folder.", details: ["output": .string(output)])
  }

  static func pictureAsVideo(_ input: URL, _ output: URL) -> WorkflowError {
    WorkflowError(
      "picture-as-video", .usage,
      "'\(output.relativePath)' is the name of a video and '\(input.relativePath)' is none; jpg, png and webp are "
        + "written for a picture.",
      hint: "Name the output .jpg, .png or .webp.", details: ["output": .string(output.relativePath)])
  }

  static func outputFolder(_ folder: URL, _ error: any Error) -> WorkflowError {
    WorkflowError(
      "output-folder", .cannotWrite,
      "The folder '\(folder.relativePath)' can't be made: \(SystemReason.text(of: error)).",
      hint: "Check free space and permissions, or choose another place.")
  }
}
