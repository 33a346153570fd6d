import CFFmpeg
import Foundation
import MediaBasics
import TestSupport
import Testing

@testable import MediaEngine

/// Guards that the short way from a frame to a picture gives what libavfilter gives, whose conversion is compared with
/// ffmpeg's elsewhere.
@Suite struct PictureConversionTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let matrices = [
    AVCOL_SPC_BT709, AVCOL_SPC_SMPTE170M, AVCOL_SPC_FCC, AVCOL_SPC_SMPTE240M, AVCOL_SPC_BT2020_NCL,
    AVCOL_SPC_UNSPECIFIED,
  ]

  @Test(
    "scaling alone gives the same image files as the filters, byte for byte",
    arguments: [("318x182", "1/1", Int.max), ("320x180", "16/11", .max), ("1280x720", "1/1", 480)])
  func likeFilters(size: String, ratio: String, longestSide: Int) throws {
    let clip = folder / "clip.mp4"
    try FFmpeg.make([
      "-f", "lavfi", "-i", "testsrc2=s=\(size):r=25,noise=alls=30:all_seed=1,setsar=\(ratio)", "-frames:v", "1",
      "-c:v",
      "libx264", "-pix_fmt", "yuv420p", clip.path,
    ])
    var reader = try FrameReader(opening: clip, cancellation: Cancellation())
    let frame = try Frame()
    let (isThere, stream) = (try reader.next(into: frame), reader.stream)
    #expect(isThere && !PictureConversion.needsFilters(stream))
    for matrix in Self.matrices {
      for range in [AVCOL_RANGE_MPEG, AVCOL_RANGE_JPEG, AVCOL_RANGE_UNSPECIFIED] {
        frame.withPointer { ($0.pointee.colorspace, $0.pointee.color_range) = (matrix, range) }
        for format in ImageFormat.allCases {
          let files = try [false, true].map { filtering in
            let conversion = try PictureConversion(
              of: frame, stream: stream, file: "clip.mp4", output: format.pictureFormat,
              longestSide: longestSide, filtering: filtering)
            let picture = try conversion.picture(of: frame)
            let size = PixelSize(width: picture.width, height: picture.height)
            #expect(size == conversion.size)
            picture.forgetTransfer()
            return try StillEncoder(format, quality: 90, isPreview: false, like: picture).encode(picture)
          }
          #expect(files[0] == files[1], "\(format), matrix \(matrix.rawValue), range \(range.rawValue)")
        }
      }
    }
  }

  @Test(
    "what takes more than scaling goes through filters",
    arguments: [
      ["-pix_fmt", "yuv444p"], ["-pix_fmt", "yuv420p10"], ["-pix_fmt", "yuvj420p"],
      ["-pix_fmt", "yuv420p", "-chroma_sample_location", "topleft"],
    ])
  func others(options: [String]) throws {
    let clip = folder / "clip.mkv"
    try FFmpeg.make(
      ["-f", "lavfi", "-i", "testsrc2=s=64x64", "-frames:v", "1", "-c:v", "libx264"] + options + [clip.path])
    var reader = try FrameReader(opening: clip, cancellation: Cancellation())
    let frame = try Frame()
    let (isThere, isUsual) = (try reader.next(into: frame), frame.hasUsualChroma)
    #expect(isThere && !isUsual)
  }
}
