import CFFmpeg

/// A stream's codec parameters, kept after its file is closed: what a muxer is set up from.
final class CodecParameters: @unchecked Sendable {
  // Written by the initialiser alone.
  private let parameters: UnsafeMutablePointer<AVCodecParameters>

  /// Copies a demuxer's.
  init(of stream: Int, in demuxer: borrowing Demuxer) throws {
    parameters = try AVResult.allocated(avcodec_parameters_alloc(), "a stream's parameters")
    try demuxer.withParameters(of: stream) { try Self.copy($0, to: parameters) }
  }

  deinit {
    var freed: UnsafeMutablePointer<AVCodecParameters>? = parameters
    avcodec_parameters_free(&freed)
  }

  var profile: Int { Int(parameters.pointee.profile) }
  var level: Int { Int(parameters.pointee.level) }

  /// The codec's own header: parameter sets.
  var header: [UInt8] {
    parameters.pointee.extradata.map {
      Array(UnsafeBufferPointer(start: $0, count: Int(parameters.pointee.extradata_size)))
    } ?? []
  }

  /// Sets up another stream.
  func copy(to other: UnsafeMutablePointer<AVCodecParameters>) throws { try Self.copy(parameters, to: other) }

  private static func copy(
    _ source: UnsafePointer<AVCodecParameters>, to target: UnsafeMutablePointer<AVCodecParameters>
  ) throws {
    try AVResult.check(avcodec_parameters_copy(target, source)) { .internalFault("Describing a stream", $0) }
  }
}
