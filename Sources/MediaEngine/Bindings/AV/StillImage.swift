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
    let packet = try packet(holding: data)
    let frame = try Frame()
    _ = LogCapture.takeLines()
    try AVResult.check(packet.withPointer { avcodec_send_packet(context, $0) }, failure)
    try AVResult.check(avcodec_send_packet(context, nil), failure)
    try AVResult.check(frame.withPointer { avcodec_receive_frame(context, $0) }, failure)
    return frame
  }

  private static func packet(holding data: Data) throws -> Packet {
    let packet = try Packet()
    // The copy has the padding that decoders read beyond the end.
    try AVResult.check(packet.withPointer { av_new_packet($0, Int32(clamping: data.count)) }) { _ in
      .noMemory(for: "an image of \(data.count) bytes")
    }
    _ = packet.withPointer { packet in
      data.copyBytes(to: UnsafeMutableBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size)))
    }
    return packet
  }

  private static func codec(of data: Data) -> AVCodecID? {
    if data.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return AV_CODEC_ID_PNG }
    if data.starts(with: [0xFF, 0xD8, 0xFF]) { return AV_CODEC_ID_MJPEG }
    if data.starts(with: Array("RIFF".utf8)), data.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return AV_CODEC_ID_WEBP
    }
    return nil
  }
}
