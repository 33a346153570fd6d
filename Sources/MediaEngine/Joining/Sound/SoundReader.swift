import Foundation
import MediaBasics

/// A clip's sound as a run of exactly the asked samples, in the output's rate and channels: silence where the clip has
/// none, at gaps, and after its end.
final class SoundReader {
  /// The part of a clip that is heard.
  struct Cut: Hashable {
    /// Where it begins on the file's clock, in seconds.
    var start: Rational
    /// How many samples are heard; silence follows.
    var samples: Int
    /// Samples over which it rises from silence, and falls back to it at the end.
    var fadeIn: Int
    var fadeOut: Int
  }

  /// The samples that ``read(_:)`` gave last.
  let samples: Frame
  private let settings: SoundEncoding
  private let cut: Cut
  private let decoder: SoundDecoder?
  private let graph: FilterGraph

  /// Opens a clip's main audio stream; without one the clip is silent.
  init(_ file: URL, cut: Cut, as settings: SoundEncoding, cancellation: Cancellation) throws {
    self.settings = settings
    self.cut = cut
    samples = try Frame()
    let decoder = try SoundDecoder(file, cancellation: cancellation)
    self.decoder = decoder
    graph =
      if let decoder {
        try FilterGraph(Self.filters(cut, settings), [decoder.input], single: true)
      } else {
        try FilterGraph(
          "anullsrc=r=\(settings.sampleRate):cl=\(settings.layout),\(Self.format(settings))[out]", [], sound: true)
      }
  }

  /// Reads the next `count` samples into ``samples``.
  func read(_ count: Int) throws {
    while case .needsFrame = try graph.receive(samples: count, into: samples) {
      guard let decoder else { throw MediaError.noMemory(for: "silence") }
      if try decoder.next() {
        decoder.shift(by: cut.start)
        try graph.send(decoder.frame)
      } else {
        try graph.end()
      }
    }
  }

  private static func filters(_ cut: Cut, _ settings: SoundEncoding) -> String {
    // "async" lays samples where their times say, with silence in gaps; "first_pts" cuts off what comes before 0. A gap of
    // 10 ms is more than containers round times by, and less than any packet that may be missing.
    var filters = [
      "aresample=\(settings.sampleRate):async=1:min_hard_comp=0.01:first_pts=0", format(settings), "apad",
      "atrim=end_sample=\(cut.samples)",
      "apad",
    ]
    if cut.fadeIn > 0 { filters.append("afade=t=in:ss=0:ns=\(cut.fadeIn)") }
    if cut.fadeOut > 0 { filters.append("afade=t=out:ss=\(cut.samples - cut.fadeOut):ns=\(cut.fadeOut)") }
    return filters.joined(separator: ",")
  }

  private static func format(_ settings: SoundEncoding) -> String {
    "aformat=sample_fmts=fltp:sample_rates=\(settings.sampleRate):channel_layouts=\(settings.layout)"
  }
}
