import MediaBasics

/// What brings a decoded picture to the output: upright, square samples, the content rectangle cut out, scaled to
/// fit, yuv420p in BT.709 limited range. Writes libavfilter's text; touches no pixel itself.
struct PictureFitting: Sendable {
  /// How the picture is to be turned.
  var orientation = Orientation.upright
  /// The part of the upright picture that is kept, in pixels as shown; nil for all of it.
  var contentRect: PixelRect?
  /// The output's size, both sides even.
  var size: PixelSize
  var fit = Fit.stretch
  var background = Background.black
  var gravity = Gravity.centre

  /// A decoded picture, as far as filters need to know it.
  struct Source: Hashable {
    var coded: PixelSize
    /// The size as shown: upright, with square samples.
    var shown: PixelSize
    /// The matrix; nil for RGB.
    var matrix: ScaleMatrix?
    var fullRange: Bool
    /// libav's number of the pixel format.
    var format: Int32
    /// Whether it is 8-bit yuv420p already.
    var isOutputFormat: Bool
    /// Whether it has an alpha channel, to be laid on the background.
    var hasAlpha = false
  }

  /// Cuts off an odd pixel where the output is the picture but for that: scaling by one would soften all of it. A side of
  /// a single pixel has none to spare, and is doubled.
  ///
  /// - Returns: Whether it is so.
  @discardableResult
  mutating func cutOddPixel(of kept: PixelRect) -> Bool {
    guard let own = kept.size, own.even == size, own != size else { return false }
    contentRect = PixelRect(
      x: kept.x, y: kept.y, width: min(size.width, kept.width), height: min(size.height, kept.height))
    fit = .stretch
    return true
  }

  /// The filters, in order; `null` where the picture is right as it is.
  func filters(for source: Source) -> String {
    if source.hasAlpha {
      var opaque = source
      (opaque.hasAlpha, opaque.matrix, opaque.fullRange) = (false, nil, true)
      let flattening = AlphaFlattening.filters(
        matrix: source.matrix, fullRange: source.fullRange, on: background)
      return "\(flattening),\(filters(for: opaque))"
    }
    var steps = [orientation.filter].compactMap(\.self)
    let upright = orientation.isTransposed ? source.coded.transposed : source.coded
    let kept = contentRect ?? PixelRect(source.shown)
    let isCut = kept != PixelRect(source.shown)
    var converter = Converter(source)
    // Chroma of 4:2:0 lies between pixels: an odd cut is exact only with chroma at full size.
    let needsFullChroma = isCut && [kept.x, kept.y, kept.width, kept.height].contains { $0 % 2 != 0 }
    if isCut, upright != source.shown || needsFullChroma {
      steps.append(converter.scale(to: source.shown, format: "yuv444p"))
    }
    if isCut { steps.append("crop=\(kept.width):\(kept.height):\(kept.x):\(kept.y):exact=1") }
    let current = isCut ? (kept.size ?? source.shown) : upright
    let square = kept.size ?? source.shown
    steps += placed(square, from: current, &converter)
    return steps.isEmpty ? "null" : steps.joined(separator: ",") + ",setsar=1"
  }

  /// Scales a picture of `current` samples that shows as `square` into the output.
  private func placed(_ square: PixelSize, from current: PixelSize, _ converter: inout Converter) -> [String] {
    let placement = Placement(of: square, in: size, fit: fit, gravity: gravity)
    switch fit {
    case .stretch:
      return whole(from: current, &converter)
    case .cover:
      guard placement.scaled != size else { return whole(from: current, &converter) }
      let crop = placement.crop
      return [
        converter.scale(to: placement.scaled, format: "yuv444p"),
        "crop=\(crop.width):\(crop.height):\(crop.x):\(crop.y):exact=1", "format=yuv420p",
      ]
    case .contain, .blur:
      guard placement.scaled != size else { return whole(from: current, &converter) }
      let content = placement.contentRect
      let picture = converter.scale(to: placement.scaled, format: "yuv444p")
      guard fit == .blur else {
        let pad = "pad=\(size.width):\(size.height):\(content.x):\(content.y):color=\(background.filterColor)"
        guard !background.isGrey else { return [picture, pad, "format=yuv420p"] }
        // libavfilter draws colours by BT.601 whatever the picture's matrix is; in RGB nothing is to be converted.
        let flags = "flags=accurate_rnd+full_chroma_int+full_chroma_inp"
        return [
          picture, "scale=in_color_matrix=bt709:in_range=limited:\(flags)", "format=gbrp", pad,
          "scale=out_color_matrix=bt709:out_range=limited:\(flags)", "format=yuv420p",
        ]
      }
      let cover = Placement(of: square, in: size, fit: .cover)
      let behind =
        "scale=\(cover.scaled.width):\(cover.scaled.height):flags=bilinear,crop=\(size.width):\(size.height)"
        + ",gblur=sigma=\(max(size.width, size.height) / 40):steps=2,colorchannelmixer=rr=0.7:gg=0.7:bb=0.7"
        + ",format=yuv444p"
      return [
        "\(picture),split[picture][copy];[copy]\(behind)[behind];"
          + "[behind][picture]overlay=\(content.x):\(content.y):format=yuv444",
        "format=yuv420p",
      ]
    }
  }

  /// A picture of `current` samples that fills the output.
  private func whole(from current: PixelSize, _ converter: inout Converter) -> [String] {
    guard current == size, converter.isDone else { return [converter.scale(to: size, format: "yuv420p")] }
    return converter.format == "yuv420p" ? [] : ["format=yuv420p"]
  }

  /// Knows which conversions a picture still needs, so that each happens once.
  private struct Converter {
    /// Whether matrix and range are the output's.
    private(set) var isDone: Bool
    /// The pixel format at this point; nil for the source's own, where that isn't the output's.
    private(set) var format: String?
    private let source: Source

    init(_ source: Source) {
      self.source = source
      isDone = source.isOutputFormat && !source.fullRange && source.matrix == .bt709
      format = source.isOutputFormat ? "yuv420p" : nil
    }

    mutating func scale(to size: PixelSize, format: String) -> String {
      var text = "scale=\(size.width):\(size.height):flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp"
      if !isDone {
        if let matrix = source.matrix { text += ":in_color_matrix=\(matrix.rawValue)" }
        text += ":in_range=\(source.fullRange ? "full" : "limited"):out_color_matrix=bt709:out_range=limited"
      }
      isDone = true
      self.format = format
      return "\(text),format=\(format)"
    }
  }
}

extension Background {
  /// The colour by libavfilter's spelling; `auto` is black where nobody chose one by the first frame.
  var filterColor: String {
    if case .auto = self { return "black" }
    return "0x" + description.dropFirst()
  }
}

extension Background {
  /// Whether it is black, white or between, which every matrix writes alike.
  fileprivate var isGrey: Bool {
    if case .color(let red, let green, let blue) = self { return red == green && green == blue }
    return true
  }
}

extension PictureFitting.Source {
  /// What a still image's frame is.
  init(_ frame: borrowing Frame) throws {
    let coded = try Self.size(of: frame)
    let isRGB = frame.isRGB
    self.init(
      coded: coded, shown: coded, matrix: isRGB ? nil : try frame.color.scaleMatrix(height: frame.height, file: ""),
      fullRange: isRGB || frame.isFullRange(frame.color), format: frame.pixelFormat.number,
      isOutputFormat: frame.pixelFormat.isOutputFormat)
  }

  /// What a stream's decoded frame is; what it says of itself goes before what the stream says.
  ///
  /// - Parameter shown: The stream's size as shown: upright, with square samples.
  /// - Throws: `media.hdr`, `media.color-matrix`.
  init(_ frame: borrowing Frame, stream: MediaStream, shown: PixelSize, file: String) throws {
    let color = frame.color.filled(from: stream.color)
    if color.isHighDynamicRange { throw MediaError.highDynamicRange(file, transfer: color.transferName) }
    let isRGB = frame.isRGB
    self.init(
      coded: try Self.size(of: frame), shown: shown,
      matrix: isRGB ? nil : try color.scaleMatrix(height: frame.height, file: file),
      fullRange: isRGB || frame.isFullRange(color), format: frame.pixelFormat.number,
      isOutputFormat: frame.pixelFormat.isOutputFormat, hasAlpha: frame.pixelFormat.hasAlpha)
  }

  private static func size(of frame: borrowing Frame) throws(MediaError) -> PixelSize {
    guard let size = PixelSize(width: frame.width, height: frame.height) else {
      throw MediaError.noMemory(for: "a picture of \(frame.width)x\(frame.height)")
    }
    return size
  }
}
