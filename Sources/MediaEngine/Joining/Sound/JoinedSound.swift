import MediaBasics

/// The sound of a join by packets: written alongside the pictures, packet by packet.
protocol JoinedSound {
  /// Writes what is heard until output frame `frame` ends.
  func write(through frame: Int, to muxer: borrowing Muxer) throws
  /// Writes the rest.
  func finish(in muxer: borrowing Muxer) throws
}

/// All clips' sound decoded and encoded once, each clip exactly where its pictures are.
final class EncodedSound: JoinedSound {
  private let plan: AssemblyPlan
  private let assembly: SoundAssembly
  private let track: SoundTrack
  private let firstPicture: (_ clip: Int) -> Rational
  private var opened = 0

  /// - Parameter firstPicture: When a clip's first picture is presented on its file's clock.
  init(
    _ plan: AssemblyPlan, _ assembly: SoundAssembly, as settings: SoundEncoding, in muxer: borrowing Muxer,
    firstPicture: @escaping (_ clip: Int) -> Rational
  ) throws {
    self.plan = plan
    self.assembly = assembly
    self.firstPicture = firstPicture
    track = try SoundTrack(settings, in: muxer)
  }

  func write(through frame: Int, to muxer: borrowing Muxer) throws {
    while opened < plan.spans.count, plan.spans[opened].frames.lowerBound <= frame {
      try assembly.open(plan.spans[opened], firstPicture: firstPicture(plan.spans[opened].clip))
      opened += 1
    }
    try assembly.write(through: frame) { try track.write($0, to: muxer) }
  }

  func finish(in muxer: borrowing Muxer) throws { try track.finish(in: muxer) }
}
