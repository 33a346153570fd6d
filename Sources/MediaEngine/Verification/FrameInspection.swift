import CFFmpeg
import Foundation
import MediaBasics

/// What decoding every frame of a video showed.
struct FrameInspection: Sendable {
  /// Frames that came out.
  private(set) var decoded = 0
  /// Frames that the decoder marked as concealed or guessed.
  private(set) var damagedFrames = 0
  /// Packets that gave no frame.
  private(set) var damagedPackets = 0
  /// What the decoder complained about, the first few lines.
  private(set) var complaints: [String] = []
  /// Runs of equal pictures and of black ones.
  private(set) var runs: [PictureRun] = []
  /// What the sound is like; nil where the file has none that can be decoded.
  private(set) var sound: SoundInspection?
  private var stopped: MediaError?

  /// Decodes a file's main video and audio streams from their start to their end.
  ///
  /// - Parameter beginsUnseen: Whether the video's first pictures lie before the edit list's start.
  init(
    of url: URL, frames: Int, fps: Rational, beginsUnseen: Bool, cancellation: Cancellation,
    progress: ProgressHandler?
  ) throws {
    // Deblocking changes no count and hardly a reduced picture; without it a core has time for something else.
    var reader = try FrameReader(opening: url, cancellation: cancellation, skipLoopFilter: true, checksDamage: true)
    // Most clips are silent: only for sound the file is read a second time.
    let hasSound = reader.demuxer.mainAudio() != nil
    let sound = hasSound ? Aside { try SoundInspection(of: url, cancellation: cancellation) } : nil
    var watch = try PictureWatch(fps: fps)
    let frame = try Frame()
    while try reader.next(into: frame) {
      if frame.isDamaged { damagedFrames += 1 }
      try watch.look(at: frame)
      decoded += 1
      if decoded % 16 == 0 {
        progress?(
          ProgressUpdate(stage: "decoding", completed: Int64(decoded), total: Int64(frames), unit: .frames))
      }
    }
    damagedPackets = reader.damagedPackets
    var lines = reader.complaints
    if beginsUnseen, !lines.isEmpty { lines = lines.without(try UnseenPictures.complaints(in: url, cancellation)) }
    complaints = lines.map(\.text)
    stopped = reader.stopped
    runs = watch.finish()
    self.sound = try sound?.value()
  }

  /// The `decode` check: as many frames as the packets promised, neither they nor the sound damaged.
  ///
  /// - Parameter beginsBroken: Where the stream begins in the middle, decoders complain about what isn't there.
  func check(against presented: Int, beginsBroken: Bool) -> Verification.Check {
    var found = "\(decoded) frames decoded"
    if damagedFrames > 0 { found += ", \(damagedFrames) of them damaged" }
    if damagedPackets > 0 { found += ", \(damagedPackets) packets undecodable" }
    if let sound, sound.damaged > 0 {
      found += ", \(sound.damaged) of \(sound.packets) packets of sound undecodable"
    }
    if let complaint = complaints.first { found += "; \(complaint)" }
    // The first packet of a cut stream may be a half one.
    let isHeard = (sound?.damaged ?? 0) <= (beginsBroken ? 1 : 0)
    let isSound = damagedFrames == 0 && damagedPackets == 0 && complaints.isEmpty && stopped == nil
    return .init(
      name: "decode", expected: "\(presented) frames without damage", actual: found,
      ok: decoded == presented && isHeard && (isSound || beginsBroken))
  }
}
