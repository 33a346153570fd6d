import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct ImageFuzzTests {
  /// Bit flips, truncations and spliced chunks of small pictures of every kind, the same on each run.
  static let mutations = """
    r, seeds = np.random.default_rng(\(seed)), []
    for options in [dict(format='jpeg'), dict(format='jpeg', progressive=True), dict(format='png'),
                    dict(format='webp'), dict(format='webp', lossless=True), dict(format='tiff'),
                    dict(format='tiff', compression='tiff_lzw'), dict(format='gif')]:
        b = io.BytesIO(); photo(160, 120).save(b, **options); seeds.append(b.getvalue())
    for i in range(160):
        data = bytearray(seeds[i % len(seeds)])
        kind = r.integers(0, 4)
        if kind == 0:
            data = data[:int(r.integers(1, len(data)))]
        elif kind == 1:
            for _ in range(int(r.integers(1, 20))): data[int(r.integers(0, len(data)))] ^= 1 << int(r.integers(0, 8))
        elif kind == 2:
            for _ in range(int(r.integers(1, 6))): data[int(r.integers(0, min(len(data), 300)))] = int(r.integers(0, 256))
        else:
            other = seeds[int(r.integers(0, len(seeds)))]
            a, b = sorted(int(v) for v in r.integers(0, len(other), 2))
            at = int(r.integers(0, len(data))); data[at:at + (b - a) // 2] = other[a:b]
        open(path('in/%03d' % i), 'wb').write(data)
    """
  static let seed = 11

  @Test(arguments: [false, true])
  func `damaged pictures are prepared or refused, never anything else`(lenient: Bool) async throws {
    let folder = try TemporaryFolder()
    for name in ["in", "out"] {
      try FileManager.default.createDirectory(at: folder / name, withIntermediateDirectories: true)
    }
    try Pillow.run(Self.mutations, in: folder)
    let jobs = (0..<160).map { index in
      let name = String(String(index + 1000).dropFirst())
      return ImageJob(input: folder / "in/\(name)", output: folder / "out/\(name).jpg")
    }
    let preparation = ImagePreparation(size: try #require(PixelSize("64x48")), lenient: lenient)
    let report = try await ImagePreparer.prepareAll(jobs, as: preparation)
    #expect(report.items.count + report.failed.count == 160)
    #expect(report.failed.allSatisfy { $0.error.kind == .badInput }, "\(report.failed.map(\.error.code))")
    #expect(
      Set(report.failed.map(\.error.code)).isSubset(of: [
        "media.image-damaged", "media.image-unknown", "media.image-pixels", "media.image-memory",
        "media.image-frames",
        "media.image-samples", "media.image-vector",
      ]))
  }
}
