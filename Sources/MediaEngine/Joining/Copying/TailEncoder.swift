import Foundation
import MediaBasics

/// Encodes the frames between a stream's last cut and the frame where it is left, as a short GOP of its own.
///
/// Its parameter sets have numbers that no other encoder here uses, so that they stand beside the copied stream's.
struct TailEncoder {
  private let settings: VideoEncoding
  private static let setNumber = 31

  /// Settings that continue a stream.
  init(after source: CopySource, rate: Rational, quality: Int) throws(MediaError) {
    let kind = source.kind
    // Frames in order of showing: no reordering to be fitted to the stream's.
    let parameters = "sps-id=\(Self.setNumber):bframes=0:scenecut=0"
    let profile = [66: "baseline", 77: "main"][kind.profile & 0xFF] ?? "high"
    var options = [
      ("preset", "veryfast"), ("profile", profile), ("crf", try QualityTable(for: .h264).crf(quality: quality)),
      ("x264-params", parameters),
    ]
    if kind.level > 0 { options.append(("level", "\(kind.level)")) }
    settings = VideoEncoding(
      encoder: VideoEncoding.encoder(of: .h264), size: kind.size, rate: rate, keyframeInterval: 1000,
      options: options.map { (name: $0.0, value: $0.1) }, color: kind.color)
  }

  /// The encoder's parameter sets, with start codes.
  func parameterSets() throws -> [UInt8] { try Encoder(settings).header }

  /// Decodes the GOP that `frames` lie in and encodes them; gives the packets' bytes in order.
  ///
  /// - Parameter measured: Called with the frame after them, which a seam leaves out.
  func encode(
    _ frames: Range<Int>, of source: CopySource, cancellation: Cancellation,
    into take: ([UInt8], _ isKey: Bool, Int) throws -> Void,
    left: (borrowing Frame) throws -> Void
  ) throws {
    let encoder = try Encoder(settings)
    let packet = try Packet()
    let frame = try Frame()
    var next = frames.lowerBound
    func drain() throws {
      while case .packet = try encoder.receive(into: packet) {
        try take(AnnexB.lengthPrefixed([UInt8](packet.payload)), packet.isKey, next)
        next += 1
      }
    }
    var reader = try TailReader(source, from: frames.lowerBound, cancellation: cancellation)
    for index in frames {
      try cancellation.check()
      try reader.read(index, into: frame)
      frame.pts = Int64(index - frames.lowerBound)
      try encoder.send(frame)
      try drain()
    }
    if frames.upperBound < source.times.count {
      try reader.read(frames.upperBound, into: frame)
      try left(frame)
    }
    try encoder.drain()
    try drain()
    guard next == frames.upperBound else {
      throw MediaError.renderingStopped(at: next - frames.lowerBound, of: frames.count)
    }
  }
}

/// Decodes frames of a clip one after the other, from the keyframe before the first of them.
private struct TailReader: ~Copyable {
  private var reader: FrameReader
  private let shown: [Int64]
  private let file: String

  init(_ source: CopySource, from first: Int, cancellation: Cancellation) throws {
    let shown = source.times.sorted()
    var reader = try FrameReader(opening: source.file, cancellation: cancellation)
    if try !reader.seek(atOrBefore: shown[first]) {
      reader = try FrameReader(opening: source.file, cancellation: cancellation)
    }
    reader.wanted = Set(shown[first...])
    self.reader = reader
    self.shown = shown
    file = source.file.relativePath
  }

  mutating func read(_ index: Int, into frame: borrowing Frame) throws {
    while try reader.next(into: frame) {
      guard let time = frame.presentationTime, time >= shown[index] else { continue }
      if time == shown[index] { return }
      break
    }
    throw MediaError.frameLost(file, index: index, frames: shown.count)
  }
}
