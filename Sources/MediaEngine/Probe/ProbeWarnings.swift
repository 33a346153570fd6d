import CFFmpeg
import MediaBasics

/// What is worth a word about a file that can be read.
enum ProbeWarnings {
  static func all(of probe: Probe) -> [String] {
    guard let video = probe.video, let frames = probe.frames else { return [] }
    let scan = frames.scan
    var warnings: [String] = []
    if video.isInterlaced {
      warnings.append("The video is interlaced: each frame holds two moments, woven, so what moves shows combs.")
    }
    if let declared = video.declaredFrames, declared != scan.presented + scan.concealed, declared != scan.presented {
      warnings.append("The header says \(declared) frames; \(scan.presented) are presented.")
    }
    if let declared = probe.declaredSeconds, let shown = probe.shownSeconds {
      let slack = max(0.1, 2 * shown / Double(scan.presented))
      // Matroska's muxers write the time of the end, whenever the file begins.
      let end = shown + (probe.layout.isMatroska ? probe.begin : 0)
      if abs(declared - shown) > slack, abs(declared - end) > slack {
        let (said, found) = (Rational(approximating: declared), Rational(approximating: shown))
        warnings.append(
          "The header says \((said ?? .zero).threeDecimals) s; the frames last \((found ?? .zero).threeDecimals) s.")
      }
    }
    if let rate = probe.rate, rate.empty > 0 {
      warnings.append(
        "The frame rate isn't constant: of \(scan.presented + rate.empty) places at \(rate.fps) frames a second, \(rate.empty) have no frame of their own, and the frame before is shown on."
      )
    }
    if let stopped = scan.stopped {
      warnings.append("Reading stopped before the file's end: \(stopped.report.message)")
    }
    if let damage = scan.damage { warnings.append("The file is cut off or damaged: \(damage).") }
    if scan.corrupt > 0 { warnings.append("\(scan.corrupt) packets are marked as damaged.") }
    if scan.beginsBroken {
      warnings.append("The video begins in the middle of a group of pictures; what can't be decoded isn't counted.")
    }
    if video.color.isHighDynamicRange {
      warnings.append("The video is HDR (\(video.color.transferName)).")
    }
    return warnings
  }
}
