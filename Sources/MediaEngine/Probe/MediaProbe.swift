import CFFmpeg
public import Foundation
public import MediaBasics

/// Finds out what a media file is by reading its packets, not by believing its header.
///
/// Nothing is decoded but what opening takes, and the first GOP of a stream that begins in the middle.
public enum MediaProbe {
  /// A file's container and main streams, with frames counted and times measured.
  ///
  /// A sound file is described too; its `video` is nil.
  ///
  /// - Throws: `FileError` for a missing, unreadable or empty file; `media.not-media`, `media.no-frames`;
  ///   `CancellationError`.
  public static func info(of file: URL) async throws -> MediaInfo {
    try await MeasuredFile(file).info
  }

  /// Whether there is a video stream in a file, whatever its name says; whether it can be decoded is not looked at.
  public static func holdsVideo(_ file: URL) async throws -> Bool {
    try await BlockingWork.run { cancellation in
      do {
        _ = try Demuxer(opening: file, cancellation: cancellation).mainVideo()
        return true
      } catch is MediaError {
        return false
      }
    }
  }
}

/// One file's measurements, and the facts made of them.
struct Probe: Sendable {
  let bytes: Int64
  let layout: ContainerLayout
  let video: MediaStream?
  let audio: MediaStream?
  let frames: PresentedFrames?
  /// How the video is coded, where its size makes sense.
  let coded: CodedKind?
  /// How long the header says that the video lasts, or in Matroska the whole file; nil where libav only estimates it.
  let declaredSeconds: Double?
  private let sound: SoundSpan?

  init(_ url: URL, cancellation: Cancellation, progress: ProgressHandler? = nil) throws {
    bytes = try InputFile.check(url)
    let demuxer = try Demuxer(opening: url, cancellation: cancellation)
    layout = try ContainerLayout(of: url, formatName: demuxer.formatName)
    audio = demuxer.mainAudio()
    do {
      video = try demuxer.mainVideo()
    } catch {
      guard let audio else { throw error }
      (video, frames, coded, declaredSeconds) = (nil, nil, nil, nil)
      sound = try SoundSpan(reading: demuxer, audio)
      return
    }
    let frames = try PresentedFrames(reading: demuxer, url: url, cancellation: cancellation, progress: progress)
    self.frames = frames
    coded = try video.flatMap { try CodedKind($0, in: demuxer) }
    declaredSeconds = demuxer.declaredSeconds(of: video)
    sound = frames.scan.sound
  }

  /// The measured rate.
  var rate: FrameRate? {
    guard let video, let scan = frames?.scan else { return nil }
    return FrameRate(of: video, scan)
  }

  /// How long what ``declaredSeconds`` speaks of was found to last.
  var shownSeconds: Double? {
    describeVideo().map { layout.isMatroska ? seconds($0) : $0.seconds }
  }

  var info: MediaInfo {
    let videoInfo = describeVideo()
    let audioInfo = audio.map { stream in
      AudioInfo(
        codec: stream.codecName, sampleRate: stream.sampleRate, channels: stream.channels,
        seconds: sound?.seconds ?? 0)
    }
    return MediaInfo(
      container: layout.name, bytes: bytes, seconds: seconds(videoInfo), faststart: layout.faststart,
      video: videoInfo, audio: audioInfo, warnings: ProbeWarnings.all(of: self))
  }

  private func seconds(_ shown: VideoInfo?) -> Double {
    guard let shown else { return sound?.seconds ?? 0 }
    guard let sound, audio != nil else { return shown.seconds }
    return max(firstPicture + shown.seconds, sound.finish) - begin
  }

  /// When pictures or sound begin on the file's own clock, in seconds.
  var begin: Double {
    guard let sound, audio != nil else { return firstPicture }
    return min(firstPicture, sound.begin)
  }

  private var firstPicture: Double {
    Double(frames?.scan.times.first ?? 0) * (video?.timeBase.doubleValue ?? 0)
  }

  private func describeVideo() -> VideoInfo? {
    guard let video, let scan = frames?.scan, let rate else { return nil }
    let coded = PixelSize(width: video.width, height: video.height)
    guard let coded else { return nil }
    return VideoInfo(
      codec: video.codecName, size: video.shownSize ?? coded, codedSize: coded,
      rotation: video.orientation.quarterTurns * 90, fps: rate.fps, constantRate: rate.isConstant,
      frames: scan.presented, seconds: rate.duration(ofFrames: scan.presented).doubleValue,
      pixelFormat: video.pixelFormatName,
      colorSpace: video.color.matrixName, colorRange: video.color.rangeName,
      colorTransfer: video.color.transferName, hasBFrames: scan.isReordered)
  }

}
