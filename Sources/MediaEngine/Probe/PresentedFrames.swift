import CFFmpeg
import Foundation
import MediaBasics

/// The frames that a player would show, known by their times.
///
/// Reading packets tells them, but where a packet needn't be a frame or the stream begins in the middle: there the
/// decoder is asked.
struct PresentedFrames: Sendable {
  /// What reading the packets showed, with the times put right.
  private(set) var scan: PacketScan
  /// Packets or frames that the decoder could make nothing of, where it was asked.
  private(set) var undecodable = 0

  /// Measures a file's main video stream.
  ///
  /// - Throws: `media.no-video`, `media.no-frames`, `media.clock-setback` and what opening throws.
  init(of url: URL, cancellation: Cancellation, progress: ProgressHandler? = nil) throws {
    let demuxer = try Demuxer(opening: url, cancellation: cancellation)
    try self.init(reading: demuxer, url: url, cancellation: cancellation, progress: progress)
  }

  /// Measures the main video stream of a file that has just been opened.
  init(
    reading demuxer: borrowing Demuxer, url: URL, cancellation: Cancellation, progress: ProgressHandler? = nil
  ) throws {
    let video = try demuxer.mainVideo()
    scan = try PacketScan(
      reading: demuxer, video: video, audio: demuxer.mainAudio(), bytes: InputFile.check(url), progress: progress)
    if let setback = scan.setback {
      throw MediaError.clockSetback(demuxer.file, setback, timeBase: video.timeBase)
    }
    if !video.hasOwnTimes(in: demuxer.formatName) { scan.replaceCount(with: scan.presented) }
    if Self.packetsMayNotBeFrames(video, demuxer.formatName) {
      try decode(url, cancellation, until: nil)
    } else if scan.beginsBroken || scan.keys.first?.isDiscarded == true {
      try decode(url, cancellation, until: scan.keys.dropFirst().first { !$0.isDiscarded }?.pts)
    }
    if scan.presented == 0 {
      throw MediaError.noFrames(demuxer.file, stopped: scan.stopped)
    }
  }

  /// Field pictures come two packets a frame in stream formats; AVI's MPEG-4 packs two frames in a packet.
  private static func packetsMayNotBeFrames(_ stream: MediaStream, _ format: String) -> Bool {
    switch stream.codec {
    case AV_CODEC_ID_MPEG4: return format == "avi"
    case AV_CODEC_ID_H264, AV_CODEC_ID_MPEG2VIDEO, AV_CODEC_ID_VC1:
      let isIndexed = format.hasPrefix("mov") || format.hasPrefix("matroska")
      return !isIndexed && stream.fieldOrder != AV_FIELD_PROGRESSIVE && stream.fieldOrder != AV_FIELD_UNKNOWN
    default: return false
    }
  }

  /// Puts decoded times in place of the packets' up to a time, or for the whole stream.
  private mutating func decode(_ url: URL, _ cancellation: Cancellation, until end: Int64?) throws {
    var reader = try FrameReader(opening: url, cancellation: cancellation, skipLoopFilter: true)
    let frame = try Frame()
    var decoded: [Int64] = []
    var untimed = 0
    while try reader.next(into: frame) {
      guard let time = frame.presentationTime, reader.stream.hasOwnTimes(in: reader.demuxer.formatName) else {
        untimed += 1
        continue
      }
      if let end, time >= end { break }
      decoded.append(time)
    }
    undecodable = reader.damagedPackets
    if untimed > 0 { return scan.replaceCount(with: decoded.count + untimed) }
    scan.replaceTimes(with: decoded + (end.map { end in scan.times.filter { $0 >= end } } ?? []))
  }
}

extension MediaStream {
  /// Whether frames carry times; AVI has a slot a packet instead, and B-frames don't stand in theirs.
  func hasOwnTimes(in format: String) -> Bool { format != "avi" || reorderDepth == 0 && codec != AV_CODEC_ID_MPEG4 }
}
