import CFFmpeg

extension Demuxer {
  /// The main video stream; attached pictures are none.
  ///
  /// - Throws: `media.no-video`, which names what the file holds instead.
  borrowing func mainVideo() throws -> MediaStream {
    if let stream = main(.video) { return stream }
    throw MediaError.noVideo(file, holds: contents)
  }

  /// The main audio stream.
  borrowing func mainAudio() -> MediaStream? { main(.audio) }

  /// The stream that a player would choose: marked as default before others, then the one with most pixels or
  /// channels, then the first.
  private borrowing func main(_ kind: MediaStream.Kind) -> MediaStream? {
    streams.filter { $0.kind == kind && !$0.isAttachedPicture && $0.codec != AV_CODEC_ID_NONE }
      .max { left, right in left.rank != right.rank ? left.rank < right.rank : left.index > right.index }
  }

  private var contents: String {
    let kinds = streams.map { stream in
      switch stream.kind {
      case .video: stream.isAttachedPicture ? "an attached picture" : "video of an unknown codec"
      case .audio: "audio (\(stream.codecName))"
      case .subtitle: "subtitles"
      case .other: "data"
      }
    }
    return kinds.isEmpty ? "a header" : kinds.joined(separator: " and ")
  }
}

extension MediaStream {
  fileprivate var rank: Int {
    (isDefault ? 1 << 40 : 0) + (kind == .video ? width * height : channels)
  }
}
