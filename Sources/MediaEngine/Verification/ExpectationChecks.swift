import MediaBasics

/// Holds a file's measurements against what was asked.
enum ExpectationChecks {
  /// `readable`, then one check for each thing asked.
  static func all(
    _ expectation: Expectation, _ info: MediaInfo, _ video: VideoInfo, _ frames: PresentedFrames
  ) -> [Verification.Check] {
    let asked = [
      expectation.format.map { format($0, info.container) },
      expectation.size.map { size($0, video.size) },
      expectation.fps.map { fps($0, video) },
      expectation.frames.map { count($0, video.frames) },
      expectation.duration.map { duration($0, video) },
    ]
    return [readable(frames.scan)] + asked.compactMap(\.self)
  }

  private static func readable(_ scan: PacketScan) -> Verification.Check {
    let found =
      if let stopped = scan.stopped {
        "\(scan.presented) frames, then: \(stopped.report.message)"
      } else if let damage = scan.damage {
        "\(scan.presented) frames, but: \(damage)"
      } else if scan.corrupt > 0 {
        "\(scan.presented) frames, \(scan.corrupt) packets marked as damaged"
      } else {
        "\(scan.presented) frames to the end"
      }
    return .init(
      name: "readable", expected: "all packets to the end", actual: found,
      ok: scan.stopped == nil && scan.damage == nil && scan.corrupt == 0)
  }

  private static func format(_ asked: VideoFormat, _ found: String) -> Verification.Check {
    .init(name: "format", expected: asked.rawValue, actual: found, ok: asked.rawValue == found)
  }

  private static func size(_ asked: PixelSize, _ found: PixelSize) -> Verification.Check {
    .init(name: "size", expected: "\(asked)", actual: "\(found)", ok: asked == found)
  }

  private static func count(_ asked: Int, _ found: Int) -> Verification.Check {
    .init(name: "frames", expected: "\(asked)", actual: "\(found)", ok: asked == found)
  }

  private static func fps(_ asked: Rational, _ video: VideoInfo) -> Verification.Check {
    // Nobody types 24000/1001: three decimals of it mean it.
    let isMet = asked == video.fps || abs(asked.doubleValue - video.fps.doubleValue) < 0.000_51
    let found =
      if video.constantRate {
        "\(video.fps)"
      } else if video.hasAverageRate {
        "\(video.fps.threeDecimals) on average, not constant"
      } else {
        "\(video.fps) with \(video.places - video.frames) of \(video.places) frames missing"
      }
    return .init(name: "fps", expected: "\(asked)", actual: found, ok: isMet && video.constantRate)
  }

  private static func duration(_ asked: Rational, _ video: VideoInfo) -> Verification.Check {
    let halfFrame = 0.5 / video.fps.doubleValue
    return .init(
      name: "duration", expected: "\(asked.threeDecimals) s",
      actual: "\((Rational(approximating: video.seconds) ?? .zero).threeDecimals) s",
      ok: abs(asked.doubleValue - video.seconds) <= halfFrame + 1e-9)
  }
}

extension Rational {
  /// The nearest thousandth, without needless zeros: `6.042`, `5`.
  var threeDecimals: String {
    let thousandths = times(Rational(1000))?.rounded ?? 0
    return thousandths % 1000 == 0 ? "\(thousandths / 1000)" : "\(Double(thousandths) / 1000)"
  }
}
