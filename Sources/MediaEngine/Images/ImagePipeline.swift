import Foundation
import MediaBasics

/// Everything that happens to one picture between two encoded forms, in order.
struct ImagePipeline {
  let input: ImageInput
  let preparation: ImagePreparation
  let cancellation: Cancellation

  /// An encoded picture and what became of it.
  struct Outcome: Sendable {
    let data: Data
    let contentRect: PixelRect
    let warnings: [String]
  }

  func run() throws -> Outcome {
    try Self.run(on: input) { isAlone in
      try prepare(try input.header(within: preparation.limits), isAlone: isAlone)
    }
  }

  /// What the header tells.
  static func facts(of input: ImageInput, within limits: ImageLimits) throws -> ImageFacts {
    try run(on: input) { _ in try input.header(within: limits).facts }
  }

  /// Runs work on one picture; what libvips has to say becomes an error of ours.
  static func run<Result>(on input: ImageInput, _ body: (_ isAlone: Bool) throws -> Result) throws -> Result {
    do {
      return try VipsLibrary.run(body)
    } catch let failure as VipsFailure {
      throw failure.isOfInput
        ? MediaError.imageDamaged(input.name, failure.text) : MediaError.imageFault(input.name, failure.text)
    }
  }

  private func prepare(_ header: ImageHeader, isAlone: Bool) throws -> Outcome {
    guard let source = header.facts.size else {
      throw MediaError.imagePixels(
        input.name, width: header.storedWidth, height: header.storedHeight, limit: preparation.limits.pixels)
    }
    let placement = Placement(
      of: source, in: preparation.size, fit: preparation.fit, gravity: preparation.gravity)
    var warnings = notes(on: header, source, placement)
    let decoder = ImageDecoder(
      input: input, header: header, lenient: preparation.lenient, isAlone: isAlone,
      isReadOnce: Framing.readsOnce(preparation), cancellation: cancellation)
    let encoder = ImageEncoder(
      format: preparation.format, quality: preparation.quality, maxBytes: preparation.maxBytes, name: input.name,
      cancellation: cancellation)
    let vast = VastCover(placement, of: source, fit: preparation.fit)
    let data = try decoder.decode(to: vast?.source ?? placement.scaled, &warnings) { decoded, warnings in
      var framed = try Framing(preparation: preparation, placement: placement, vast: vast).framed(decoded)
      // Encoding may have to be tried several times; otherwise it takes the steps as they come, in less memory.
      if preparation.maxBytes != nil { framed = try framed.rendered(cancellation) }
      return try encoder.encoded(framed, &warnings)
    }
    return Outcome(data: data, contentRect: placement.contentRect, warnings: warnings)
  }

  private func notes(on header: ImageHeader, _ source: PixelSize, _ placement: Placement) -> [String] {
    var notes: [String] = []
    let enlargement = placement.enlargement(of: source)
    if enlargement > 2, !header.kind.isVector {
      let factor = (enlargement * 10).rounded() / 10
      notes.append("'\(input.name)' is only \(source): enlarged \(factor) times, it will look soft.")
    }
    if header.pages > 1 {
      notes.append("'\(input.name)' has \(header.pages) frames or pages: the first one is used.")
    }
    return notes
  }
}
