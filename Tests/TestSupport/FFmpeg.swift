public import Foundation

/// ffmpeg and ffprobe, as makers of test media and as independent judges of ours.
public enum FFmpeg {
  /// Makes media with ffmpeg; arguments as on its command line, the output included.
  public static func make(_ arguments: [String]) throws {
    try Command.output("ffmpeg", ["-hide_banner", "-loglevel", "error", "-nostdin", "-y"] + arguments)
  }

  /// A moving test clip (`testsrc2`), with a tone where `audio` is true.
  public static func clip(
    _ url: URL, size: String = "320x180", fps: String = "24", seconds: Double = 1, audio: Bool = false,
    extra: [String] = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
  ) throws {
    var arguments = ["-f", "lavfi", "-i", "testsrc2=size=\(size):rate=\(fps):duration=\(seconds)"]
    if audio { arguments += ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=\(seconds)"] }
    try make(arguments + extra + [url.path])
  }

  /// A member of ffprobe's answer about the first video stream (`v:0`) or another: `nb_read_frames`, `width`, ….
  public static func probe(_ url: URL, _ entry: String, stream: String = "v:0") throws -> String {
    try Command.output(
      "ffprobe",
      [
        "-v", "error", "-select_streams", stream, "-count_frames", "-show_entries", "stream=\(entry)", "-of",
        "default=noprint_wrappers=1:nokey=1", url.path,
      ]
    ).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Frames that a full decode yields.
  public static func frameCount(_ url: URL) throws -> Int? {
    Int(try probe(url, "nb_read_frames"))
  }

  /// One MD5 per decoded video frame, in presented order.
  public static func frameHashes(_ url: URL) throws -> [String] {
    try Command.output(
      "ffmpeg", ["-v", "error", "-i", url.path, "-map", "0:v:0", "-fps_mode", "passthrough", "-f", "framemd5", "-"]
    ).split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap {
      $0.split(separator: ",").last.map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  /// The MD5 of each packet's bytes, in file order.
  public static func packetHashes(_ url: URL, stream: String) throws -> [String] {
    try Command.output(
      "ffprobe",
      [
        "-v", "error", "-select_streams", stream, "-show_entries", "packet=data_hash", "-show_data_hash", "md5",
        "-of",
        "csv=p=0", url.path,
      ]
    ).split(separator: "\n").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: ", ")) }
  }

  /// Presentation times of all video packets in seconds, sorted.
  public static func times(_ url: URL) throws -> [Double] {
    try Command.output(
      "ffprobe",
      ["-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts_time", "-of", "csv=p=0", url.path]
    ).split(separator: "\n").compactMap { Double($0.trimmingCharacters(in: CharacterSet(charactersIn: ", "))) }
      .sorted()
  }
}
