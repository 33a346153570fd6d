import CFFmpeg
import Foundation
import MediaBasics

/// Decodes a still image from its bytes: PNG, JPEG or WEBP, told apart by how they begin.
enum StillImage {
  /// The image as a frame in its own pixel format and size.
  ///
  /// - Throws: `FileError`; `media.not-image` for other formats; `media.undecodable`.
  static func decode(_ file: URL) throws -> Frame {
    try InputFile.check(file)
    let data = try Data(contentsOf: file, options: .mappedIfSafe)
    guard let codec = codec(of: data), let decoder = avcodec_find_decoder(codec) else {
      throw MediaError.notImage(file.relativePath)
    }
    var context: UnsafeMutablePointer<AVCodecContext>? = try AVResult.allocated(
      avcodec_alloc_context3(decoder), "a decoder")
    defer { avcodec_free_context(&context) }
    let failure = { (failure: AVFailure) in
      MediaError.undecodable(file.relativePath, codec: String(cString: decoder.pointee.name), failure)
    }
    try AVResult.check(avcodec_open2(context, decoder, nil), failure)
    let packet = try Packet(holding: data)
    let frame = try Frame()
    _ = LogCapture.takeLines()
    try AVResult.check(packet.withPointer { avcodec_send_packet(context, $0) }, failure)
    try AVResult.check(avcodec_send_packet(context, nil), failure)
    try AVResult.check(frame.withPointer { avcodec_receive_frame(context, $0) }, failure)
    return frame
  }

  private static func codec(of data: Data) -> AVCodecID? {
    switch ImageKind(sniffing: data.prefix(ImageKind.sniffLength)) {
    case .png: AV_CODEC_ID_PNG
    case .jpeg: AV_CODEC_ID_MJPEG
    case .webp: AV_CODEC_ID_WEBP
    default: nil
    }
  }
}
