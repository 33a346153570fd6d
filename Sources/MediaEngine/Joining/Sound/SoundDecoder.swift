import Foundation
import MediaBasics

/// A file's main sound, decoded, with its kind known from its first samples: headers may be wrong about it.
final class SoundDecoder {
  /// The samples that ``next()`` gave last.
  let frame: Frame
  /// What they are.
  let input: FilterInput
  private var source: SoundSource
  private let kind: SoundKind
  private var isFirst = true

  /// Opens a file and decodes its first samples; nil where there is no sound in it.
  init?(_ file: URL, cancellation: Cancellation) throws {
    let demuxer = try Demuxer(opening: file, cancellation: cancellation)
    guard let stream = demuxer.mainAudio() else { return nil }
    var source = try SoundSource(demuxer, stream)
    let frame = try Frame()
    guard try source.next(into: frame) else { return nil }
    kind = frame.soundKind
    input = kind.input
    self.source = source
    self.frame = frame
  }

  /// Goes on to the next samples; false at the end.
  func next() throws -> Bool {
    if isFirst {
      isFirst = false
      return true
    }
    // A stream may change in the middle; what the filters weren't built for is left out.
    repeat {
      guard try source.next(into: frame) else { return false }
    } while frame.soundKind != kind
    return true
  }

  /// Lets the samples' time count samples from a moment on the file's clock, in seconds.
  func shift(by start: Rational) {
    let rate = Rational(kind.rate)
    let seconds = frame.presentationTime.flatMap { Rational($0, 1) }?.times(source.stream.timeBase)
    guard let time = seconds?.times(rate)?.rounded, let origin = start.times(rate)?.rounded else { return }
    frame.pts = time - origin
  }
}
