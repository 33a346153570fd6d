import Foundation
import TestSupport

/// Clips whose every frame carries its number as 16 black or white bars over its upper half; the lower half moves.
enum BarcodeClip {
  /// Frames in the master.
  static let frames = 100

  /// Makes a clip of the master with ffmpeg's arguments; frames follow each other at `fps`.
  static func make(_ url: URL, fps: String = "24", input: [String] = [], _ arguments: [String]) throws {
    try FFmpeg.make(["-r", fps, "-i", try master.get().path] + input + arguments + [url.path])
  }

  /// The numbers of all frames that ffmpeg decodes, in presented order.
  static func numbers(of url: URL) throws -> [Int] {
    let outcome = try Command.run(
      "ffmpeg",
      [
        "-v", "error", "-i", url.path, "-map", "0:V:0", "-fps_mode", "passthrough", "-vf",
        "crop=iw:ih/3:0:0,scale=16:1:flags=area,format=gray", "-f", "rawvideo", "-",
      ])
    let bars = [UInt8](outcome.stdout)
    return stride(from: 0, to: bars.count - 15, by: 16).map { start in
      bars[start..<start + 16].reduce(0) { $0 << 1 | ($1 > 127 ? 1 : 0) }
    }
  }

  private static let folder = Result { try TemporaryFolder() }

  private static let master = Result {
    let url = try folder.get() / "master.mkv"
    let bar = "if(lt(Y,H/2),16+219*mod(floor(N/pow(2,15-floor(X*16/W))),2),lum(X,Y))"
    try FFmpeg.make([
      "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24", "-frames:v", "\(frames)", "-vf",
      "format=yuv444p,geq=lum='\(bar)':cb='if(lt(Y,H/2),128,cb(X,Y))':cr='if(lt(Y,H/2),128,cr(X,Y))'", "-c:v", "ffv1",
      url.path,
    ])
    return url
  }
}
