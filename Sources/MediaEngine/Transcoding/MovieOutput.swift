import MediaBasics

/// One file that an ``Assembly`` fills: its pictures' encoder, and its sound where there is any.
final class MovieOutput {
  private var writer: MovieWriter?
  private let sound: SoundAssembly?

  /// - Parameter sound: The same sound that `writer` was created for; nil for none.
  init(_ writer: consuming MovieWriter, sound: SoundAssembly?) {
    self.writer = consume writer
    self.sound = sound
  }

  /// Begins a clip's sound; see ``SoundAssembly/open(_:firstPicture:)``.
  func open(_ span: AssemblyPlan.Span, firstPicture: Rational) throws {
    try sound?.open(span, firstPicture: firstPicture)
  }

  /// Writes output frame `index` and the sound up to its end.
  func write(_ picture: borrowing Frame, at index: Int) throws {
    try writer?.write(picture, at: index)
    try sound?.write(through: index) { try writer?.write(sound: $0) }
  }

  /// Writes what the encoders still hold, then the index, and closes the file.
  func finish() throws {
    guard let writer = writer.take() else { return }
    try writer.finish()
  }
}
