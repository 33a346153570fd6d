public import Foundation
import MediaBasics

extension ClipJoiner {
  /// How alike two clips are where one goes over into the other: structural similarity of the earlier one's last frame
  /// and the later one's first, at the earlier one's size; 1 for equal pictures.
  ///
  /// - Throws: what reading a clip throws, as ``join(_:to:options:overwrite:progress:)`` does.
  public static func likeness(at earlier: JoinClip, _ later: JoinClip) async throws -> Double {
    let (before, after) = (try await video(of: earlier), try await video(of: later))
    let size = (earlier.contentRect?.size ?? before.size).even
    return try await BlockingWork.run { cancellation in
      let ending = try PictureReader(
        earlier.file, before, fitting: PictureFitting(contentRect: earlier.contentRect, size: size),
        cancellation: cancellation)
      try ending.advance(to: nil)
      try ending.show()
      let beginning = try PictureReader(
        later.file, after, fitting: PictureFitting(contentRect: later.contentRect, size: size),
        cancellation: cancellation)
      try beginning.show()
      return try Likeness(ending.shown, beginning.shown).ssim
    }
  }

  /// How alike a still picture and a clip's first frame are, at the clip's size; 1 for equal pictures.
  ///
  /// - Parameter picture: a PNG, JPEG or WEBP file.
  /// - Throws: `media.not-image`; what reading a clip throws, as ``join(_:to:options:overwrite:progress:)`` does.
  public static func likeness(of picture: URL, atBeginningOf clip: JoinClip) async throws -> Double {
    let video = try await video(of: clip)
    let size = (clip.contentRect?.size ?? video.size).even
    return try await BlockingWork.run { cancellation in
      let image = try StillImage.decode(picture)
      let still = try Frame()
      try FittingFilters(PictureFitting(size: size), PictureFitting.Source(image), like: image)
        .apply(to: image, into: still)
      let beginning = try PictureReader(
        clip.file, video, fitting: PictureFitting(contentRect: clip.contentRect, size: size),
        cancellation: cancellation)
      try beginning.show()
      return try Likeness(still, beginning.shown).ssim
    }
  }

  private static func video(of clip: JoinClip) async throws -> VideoInfo {
    try JoinJob.video(of: clip, try await MediaProbe.info(of: clip.file))
  }
}
