import MediaBasics

/// Watches decoded pictures for runs that are black or frozen, on a reduced copy of each.
struct PictureWatch: ~Copyable {
  private let reduced: Frame
  private var reducer: LumaReducer?
  private var shape: Shape?
  private var black: RunCounter
  private var frozen: RunCounter
  /// The luma of the picture that the frozen run under way began with, reduced.
  private var reference: [UInt8] = []

  /// Every 12th sample of a 1080p picture or so.
  private static let size = PixelSize(width: 160, height: 90) ?? .single
  /// The brightest a black picture gets: black is 16, coding noise adds a little.
  private static let brightestBlack = 32
  /// Levels of 219 that coding a still picture anew changes it by, on average.
  private static let codingNoise = 0.05

  /// Watches a stream's pictures.
  ///
  /// - Parameter fps: A frozen run is told from half a second on; a black one from 2 frames on.
  init(fps: Rational) throws {
    let reduced = try Frame()
    self.reduced = reduced
    black = RunCounter(kind: .black, shortest: 2)
    frozen = RunCounter(kind: .frozen, shortest: max(2, Int((fps.doubleValue / 2).rounded(.up))))
  }

  /// Takes the next frame into account.
  mutating func look(at frame: borrowing Frame) throws {
    let shape = Shape(of: frame)
    let isNewShape = shape != self.shape
    if isNewShape {
      reducer = try LumaReducer(of: frame, to: Self.size)
      self.shape = shape
    }
    try reducer?.reduce(frame, into: reduced)
    let measure = reduced.measured(against: isNewShape ? [] : reference)
    black.next(belongs: measure.brightest <= Self.brightestBlack)
    // Against the run's first picture, not the one before: what moves slowly isn't frozen.
    let repeats = measure.distance.map { $0 <= Self.codingNoise } ?? false
    frozen.next(repeatsFirst: repeats)
    if !repeats { reference = reduced.firstPlane() }
  }

  /// The runs found; a black run isn't told as a frozen one again.
  mutating func finish() -> [PictureRun] {
    let dark = black.finish()
    let still = frozen.finish().filter { run in !dark.contains { $0.first <= run.first && run.last <= $0.last } }
    return (dark + still).sorted { $0.first < $1.first }
  }

  private struct Shape: Equatable {
    let width: Int
    let height: Int
    let format: Int32
    let color: ColorTags

    init(of frame: borrowing Frame) {
      (width, height, format, color) = (frame.width, frame.height, frame.pixelFormat.number, frame.color)
    }
  }
}
