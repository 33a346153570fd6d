import Foundation
import MediaBasics

/// Writes the clips' sound along one timeline, exactly as long as the pictures.
final class SoundAssembly {
  private let plan: AssemblyPlan
  private let settings: SoundEncoding
  private let files: [URL]
  private let cancellation: Cancellation
  private let overlap: Rational
  private let mixer: SoundMixer
  private var playing: [Playing] = []
  private var position = 0

  private struct Playing {
    let span: AssemblyPlan.Span
    let samples: Range<Int>
    let reader: SoundReader
  }

  // Long enough to take the edge off a jump, too short to be heard as a pause.
  static let seamFade = Rational(5).divided(by: Rational(1000)) ?? .zero

  init(
    _ plan: AssemblyPlan, files: [URL], overlap: Rational, as settings: SoundEncoding, cancellation: Cancellation
  ) throws {
    self.plan = plan
    self.files = files
    self.settings = settings
    self.cancellation = cancellation
    self.overlap = overlap
    mixer = try SoundMixer(settings)
  }

  /// Begins a clip's sound.
  ///
  /// - Parameter firstPicture: When the clip's first picture is presented on the file's clock: sound is heard against it.
  func open(_ span: AssemblyPlan.Span, firstPicture: Rational) throws {
    let range = plan.samples(of: span, rate: settings.sampleRate)
    let isFirst = span.clip == plan.spans.first?.clip
    let isLast = span.clip == plan.spans.last?.clip
    let fade = min(sampleNumber(overlap > .zero ? overlap : Self.seamFade), range.count / 2)
    let cut = SoundReader.Cut(
      start: firstPicture.plus(span.offset) ?? firstPicture, samples: range.count, fadeIn: isFirst ? 0 : fade,
      fadeOut: isLast ? (span.isTrimmed ? min(sampleNumber(Self.seamFade), range.count / 2) : 0) : fade)
    let reader = try SoundReader(files[span.clip], cut: cut, as: settings, cancellation: cancellation)
    playing.append(Playing(span: span, samples: range, reader: reader))
  }

  /// Writes the sound up to the end of output frame `frame`.
  func write(through frame: Int, to write: (borrowing Frame) throws -> Void) throws {
    let end = sampleNumber(plan.time(of: frame + 1))
    while position < end {
      // The newest clip sounds on past its end, in silence, where its last frame does.
      while playing.count > 1, playing[0].samples.upperBound <= position { playing.removeFirst() }
      guard let first = playing.first else { return }
      let isOverlapped = playing.count > 1 && playing[1].samples.lowerBound <= position
      let bounds = playing.flatMap { [$0.samples.lowerBound, $0.samples.upperBound] }.filter { $0 > position }
      let count = min(end, bounds.min() ?? end) - position
      try first.reader.read(count)
      if isOverlapped {
        try playing[1].reader.read(count)
        try mixer.mix(first.reader.samples, playing[1].reader.samples)
        try write(mixer.mixed)
      } else {
        try write(first.reader.samples)
      }
      position += count
    }
  }

  private func sampleNumber(_ time: Rational) -> Int { plan.sample(at: time, rate: settings.sampleRate) }
}

extension AssemblyPlan {
  /// The number of the sample that is nearest a time, at a rate.
  func sample(at time: Rational, rate: Int) -> Int {
    Int(time.times(Rational(rate))?.rounded ?? Int64(time.doubleValue * Double(rate)))
  }

  /// The samples at which a clip is heard, at a rate.
  func samples(of span: Span, rate: Int) -> Range<Int> {
    let start = sample(at: span.start, rate: rate)
    return start..<max(sample(at: min(span.end, duration), rate: rate), start)
  }
}

/// Adds two runs of samples.
private final class SoundMixer {
  let mixed: Frame
  private let graph: FilterGraph
  private var position: Int64 = 0

  init(_ settings: SoundEncoding) throws {
    mixed = try Frame()
    let input = FilterInput.sound(
      rate: settings.sampleRate, layout: settings.layout, format: .planarFloat,
      timeBase: Rational(1, Int64(settings.sampleRate)) ?? Rational(1))
    graph = try FilterGraph("[in0][in1]amix=inputs=2:normalize=0", [input, input], single: true)
  }

  /// Adds runs of the same length into ``mixed``.
  func mix(_ one: borrowing Frame, _ other: borrowing Frame) throws {
    (one.pts, other.pts) = (position, position)
    position += Int64(one.sampleCount)
    try graph.send(one, to: 0)
    try graph.send(other, to: 1)
    guard case .frame = try graph.receive(into: mixed), mixed.sampleCount == one.sampleCount else {
      throw MediaError.noMemory(for: "mixing sound")
    }
  }
}
