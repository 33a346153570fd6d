public import MediaBasics

/// What a picture is to be made into.
public struct ImagePreparation: Hashable, Sendable, Codable {
  /// The prepared picture's size, exactly.
  public var size: PixelSize
  /// How the picture is brought to that size.
  public var fit: Fit
  /// What lies in the bars of `contain` and behind transparent pixels.
  ///
  /// `auto` is the median colour along the edges that bars come to lie at (along all four where there are none);
  /// white where these edges are mostly transparent.
  public var background: Background
  /// Which part `cover` keeps.
  public var gravity: Gravity
  /// The format of the prepared picture.
  public var format: ImageFormat
  /// 1…100 for JPEG and WEBP; PNG is lossless and takes no notice of it.
  public var quality: Int
  /// The most bytes of the encoded picture: above it, quality goes down to the best that fits, which a warning
  /// tells. `nil`: any number.
  public var maxBytes: Int?
  /// What an input may cost.
  public var limits: ImageLimits
  /// Takes what decodes of a truncated or damaged file instead of refusing it.
  public var lenient: Bool
  /// Accepts SVG and PDF. These can refer to other files: only for inputs that you trust.
  public var allowVector: Bool

  /// A preparation; each part but the size has a default.
  public init(
    size: PixelSize, fit: Fit = .contain, background: Background = .auto, gravity: Gravity = .centre,
    format: ImageFormat = .jpeg, quality: Int = 95, maxBytes: Int? = nil, limits: ImageLimits = ImageLimits(),
    lenient: Bool = false, allowVector: Bool = false
  ) {
    self.size = size
    self.fit = fit
    self.background = background
    self.gravity = gravity
    self.format = format
    self.quality = quality
    self.maxBytes = maxBytes
    self.limits = limits
    self.lenient = lenient
    self.allowVector = allowVector
  }

  /// Refuses what can't be carried out whatever the input is.
  func check() throws(MediaError) {
    guard (1...100).contains(quality) else { throw MediaError.imageQuality(given: quality) }
    if let maxBytes, maxBytes < 1 { throw MediaError.imageMaxBytes(given: maxBytes) }
    guard max(size.width, size.height) <= format.longestSide else {
      throw MediaError.imageTarget(size, allowed: "\(format.longestSide) pixels a side for \(format.rawValue)")
    }
    guard size.pixelCount <= limits.pixels else {
      throw MediaError.imageTarget(size, allowed: "\(limits.pixels) pixels in all")
    }
  }
}
