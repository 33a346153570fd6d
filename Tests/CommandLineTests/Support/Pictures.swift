import Foundation
import TestSupport
import Testing

/// Measures decoded frames with ffmpeg's filters.
enum Pictures {
  /// The worst frame's likeness (PSNR in dB) between the first `count` frames of two videos.
  static func worstPSNR(_ one: URL, _ other: URL, first count: Int) throws -> Double {
    let normal = "trim=end_frame=\(count),settb=1/25,setpts=N,format=yuv420p"
    return try measure(
      [one, other], "[0:v]\(normal)[a];[1:v]\(normal)[b];[a][b]psnr", "min")
  }

  /// The likeness of the two frames in a row that are most alike, in the upper part, which no mark covers.
  static func mostAlikeNeighbours(_ video: URL) throws -> Double {
    let normal = "settb=1/25,setpts=N"
    return try measure(
      [video],
      "[0:v]crop=iw:trunc(ih*3/8)*2:0:0,split[x][y];[x]trim=start_frame=1,\(normal)[a];[y]\(normal)[b];"
        + "[a][b]psnr=shortest=1", "max")
  }

  /// The most colourful value at the left and right edges of all frames, above the mark: some 0 where they are grey.
  static func edgeSaturation(_ video: URL) throws -> Double {
    let text = try Command.output(
      "ffmpeg",
      [
        "-v", "error", "-nostdin", "-i", video.path, "-vf",
        "crop=iw:trunc(ih*3/8)*2:0:0,split[x][y];[x]crop=4:ih:0:0[l];[y]crop=4:ih:iw-4:0[r];[l][r]hstack,signalstats,metadata=print:file=-",
        "-f", "null", "-",
      ])
    let values = text.split(separator: "\n").filter { $0.contains("SATMAX=") }.compactMap { line in
      line.split(separator: "=").last.flatMap { Double($0) }
    }
    return try #require(values.max())
  }

  private static func measure(_ inputs: [URL], _ graph: String, _ name: String) throws -> Double {
    let outcome = try Command.run(
      "ffmpeg",
      ["-hide_banner", "-nostdin"] + inputs.flatMap { ["-i", $0.path] } + ["-lavfi", graph, "-f", "null", "-"])
    let word = outcome.stderr.split(whereSeparator: \.isWhitespace).last { $0.hasPrefix("\(name):") }
    let value = try #require(word, "\(outcome.stderr)").dropFirst(name.count + 1)
    return value == "inf" ? .infinity : try #require(Double(value))
  }
}
