import Foundation
import TestSupport

/// Clips of any size whose every frame carries its number as 16 bars over its upper half, counted from a chosen one: a clip
/// that begins with the number that another ends with doubles its last frame, as generated clips do.
struct NumberedClip {
  var size = "320x180"
  var fps = "24"
  var first = 0
  var count = 24
  /// The tone's frequency; nil for no sound.
  var tone: Int?
  /// Filters after the picture is drawn, such as a pad.
  var filters = "null"
  var video = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "12"]
  var audio = ["-c:a", "aac", "-ar", "48000", "-ac", "2", "-b:a", "128k"]

  func make(_ url: URL) throws {
    let bars = "if(lt(Y,4),16+219*mod(floor((N+\(first))/pow(2,15-X)),2),60+8*X+mod(3*(N+\(first)),64))"
    let seconds = try Command.output("/usr/bin/python3", ["-c", "print(\(count)/(\(fps)))"])
      .trimmingCharacters(in: .whitespacesAndNewlines)
    var arguments = [
      "-f", "lavfi", "-i",
      "nullsrc=s=16x8:r=\(fps),format=yuv444p,geq=lum='\(bars)':cb='128+2*X':cr=120,trim=end_frame=\(count),"
        + "scale=\(size.replacing("x", with: ":")):flags=neighbor,setsar=1,\(filters)",
    ]
    if let tone {
      arguments += ["-f", "lavfi", "-i", "sine=frequency=\(tone):sample_rate=48000:duration=\(seconds)"] + audio
    }
    try FFmpeg.make(arguments + video + ["-pix_fmt", "yuv420p", url.path])
  }
}

/// A file's sound as Python sees it: ffmpeg decodes, numpy judges.
enum SoundJudge {
  /// How long the file says its sound is; what a decoder gives may end up to one coded frame later.
  static func seconds(_ url: URL) throws -> Double {
    let container = try Command.output(
      "ffprobe",
      [
        "-v", "error", "-select_streams", "a:0", "-show_entries", "stream=duration:format=duration", "-of",
        "default=noprint_wrappers=1:nokey=1", url.path,
      ])
    let decoded = try Command.run(
      "ffmpeg", ["-v", "error", "-i", url.path, "-ac", "1", "-ar", "48000", "-f", "s16le", "-"])
    let seconds = container.split(separator: "\n").compactMap { Double($0) }.first ?? 0
    let excess = Double(decoded.stdout.count / 2) / 48_000 - seconds
    return excess > -0.001 && excess < 0.025 ? seconds : -1
  }

  /// Samples of each channel that ffmpeg decodes.
  static func sampleCount(_ url: URL) throws -> Int {
    try Command.run("ffmpeg", ["-v", "error", "-i", url.path, "-ac", "1", "-f", "s16le", "-"]).stdout.count / 2
  }

  /// One channel of 16-bit samples, 48,000 a second, as ffmpeg decodes them.
  private static func pcm(_ url: URL) throws -> Data {
    try Command.run("ffmpeg", ["-v", "error", "-i", url.path, "-ac", "1", "-ar", "48000", "-f", "s16le", "-"]).stdout
  }

  /// The loudest frequency in Hz around each of the times, in a window of `width` seconds; 0 where it is silent.
  static func frequencies(_ url: URL, at times: [Double], width: Double = 0.04) throws -> [Int] {
    let pcm = try pcm(url)
    let program = """
      import sys, numpy
      x = numpy.frombuffer(sys.stdin.buffer.read(), dtype='<i2').astype(float)
      w = int(float(sys.argv[1]) * 48000)
      for t in sys.argv[2:]:
          s = int(float(t) * 48000) - w // 2
          c = x[max(s, 0):s + w]
          if len(c) == 0 or abs(c).max() < 60: print(0); continue
          f = abs(numpy.fft.rfft(c * numpy.hanning(len(c)), 48000))
          print(int(f.argmax()))
      """
    let outcome = try Command.run(
      "/usr/bin/python3", ["-c", program, "\(width)"] + times.map { "\($0)" }, input: pcm)
    return outcome.text.split(separator: "\n").compactMap { Int($0) }
  }

  /// When sound sets in after silence of half a second or the start, in seconds.
  static func onsets(_ url: URL) throws -> [Double] {
    let pcm = try pcm(url)
    let program = """
      import sys, numpy
      x = numpy.frombuffer(sys.stdin.buffer.read(), dtype='<i2').astype(int)
      loud, last = numpy.flatnonzero(abs(x) > 3000), -24000
      for i in loud:
          if i - last >= 24000: print(i / 48000)
          last = i
      """
    let outcome = try Command.run("/usr/bin/python3", ["-c", program], input: pcm)
    return outcome.text.split(separator: "\n").compactMap { Double($0) }
  }

  /// The largest step from one sample to the next, of 32768: a click is a large one.
  ///
  /// - Parameter edges: Seconds at both ends that aren't looked at.
  static func largestStep(_ url: URL, skipping edges: Double = 0) throws -> Int {
    let pcm = try pcm(url)
    let program = """
      import sys, numpy
      x = numpy.frombuffer(sys.stdin.buffer.read(), dtype='<i2').astype(int)
      edge = int(float(sys.argv[1]) * 48000)
      print(abs(numpy.diff(x[edge:len(x) - edge])).max())
      """
    let outcome = try Command.run("/usr/bin/python3", ["-c", program, "\(edges)"], input: pcm)
    return Int(outcome.text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
  }
}
