import Foundation
import Testing

/// How to make one kind of file that people have.
struct ClipRecipe: Sendable, CustomTestStringConvertible {
  let name: String
  var fps = "24"
  var input: [String] = []
  let arguments: [String]

  init(_ name: String, fps: String = "24", input: [String] = [], _ arguments: String) {
    self.name = name
    self.fps = fps
    self.input = input
    self.arguments = arguments.split(separator: " ").map(String.init)
  }

  var testDescription: String { name }

  private static let x264 = "-c:v libx264 -preset veryfast -pix_fmt yuv420p"
  private static let tone = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=9"]

  /// Containers, codecs, sampling, reordering.
  static let kinds: [ClipRecipe] = [
    ClipRecipe("b-frames.mp4", "\(x264) -bf 3 -g 30"),
    ClipRecipe("one-gop.mp4", "\(x264) -bf 3 -g 250"),
    ClipRecipe("no-b-frames.mp4", "\(x264) -bf 0 -g 30"),
    ClipRecipe("open-gop.mp4", "\(x264) -bf 3 -g 20 -x264-params open-gop=1:scenecut=0"),
    ClipRecipe("open-gop.ts", "\(x264) -bf 3 -g 20 -x264-params open-gop=1:scenecut=0"),
    ClipRecipe("intra-refresh.ts", "\(x264) -bf 0 -g 20 -x264-params intra-refresh=1"),
    ClipRecipe("fragmented.mp4", "\(x264) -bf 2 -g 25 -movflags frag_keyframe+empty_moov"),
    ClipRecipe("faststart.mp4", fps: "30000/1001", "\(x264) -bf 2 -g 25 -movflags faststart"),
    ClipRecipe("quicktime.mov", fps: "24000/1001", "\(x264) -bf 2 -g 25"),
    ClipRecipe("h264.mkv", fps: "24000/1001", "\(x264) -bf 3 -g 30"),
    ClipRecipe("h264.ts", fps: "25", "\(x264) -bf 3 -g 30"),
    ClipRecipe("h264.avi", "\(x264) -bf 3 -g 30"),
    ClipRecipe("h264-422-10.mp4", "-c:v libx264 -preset veryfast -pix_fmt yuv422p10le -g 30"),
    ClipRecipe("h264-444.mkv", "-c:v libx264 -preset veryfast -pix_fmt yuv444p -g 30"),
    ClipRecipe(
      "hevc.mp4", "-c:v libx265 -preset ultrafast -pix_fmt yuv420p -x265-params log-level=none:keyint=25 -tag:v hvc1"),
    ClipRecipe(
      "hevc-10.mkv", "-c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -x265-params log-level=none:keyint=25"),
    ClipRecipe(
      "hevc-open.ts",
      "-c:v libx265 -preset ultrafast -pix_fmt yuv420p -x265-params log-level=none:keyint=25:open-gop=1"),
    ClipRecipe(
      "vp9.webm", fps: "24000/1001", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 30 -pix_fmt yuv420p"),
    ClipRecipe(
      "vp9-alt-ref.webm", fps: "30",
      "-c:v libvpx-vp9 -deadline good -cpu-used 5 -auto-alt-ref 1 -lag-in-frames 16 -g 50 -pix_fmt yuv420p"),
    ClipRecipe(
      "vp8-alt-ref.webm", fps: "30",
      "-c:v libvpx -deadline good -cpu-used 5 -auto-alt-ref 1 -lag-in-frames 16 -g 50 -b:v 400k -pix_fmt yuv420p"),
    ClipRecipe("av1.mp4", "-c:v libsvtav1 -preset 12 -g 30 -pix_fmt yuv420p"),
    ClipRecipe("av1.webm", fps: "30", "-c:v libsvtav1 -preset 12 -g 30 -pix_fmt yuv420p"),
    ClipRecipe("mpeg4.avi", "-c:v mpeg4 -q:v 3 -bf 2 -g 20"),
    ClipRecipe("xvid.avi", "-c:v libxvid -q:v 3 -bf 2 -g 20"),
    ClipRecipe("mpeg4.mp4", "-c:v mpeg4 -q:v 3 -bf 2 -g 20"),
    ClipRecipe("mpeg2.ts", fps: "25", "-c:v mpeg2video -q:v 3 -bf 2 -g 15"),
    ClipRecipe("mpeg2-interlaced.ts", fps: "25", "-c:v mpeg2video -q:v 3 -bf 2 -g 15 -flags +ildct+ilme -top 1"),
    ClipRecipe("mpeg.mpg", fps: "25", "-c:v mpeg2video -q:v 3 -bf 2 -g 15"),
    // Small pictures share a packet of the container, which tells but the first one's time.
    ClipRecipe("shared.mpg", fps: "25", "-c:v mpeg2video -q:v 31 -bf 0 -g 15"),
    ClipRecipe("shared-b-frames.vob", fps: "25", "-c:v mpeg2video -q:v 31 -bf 2 -g 15"),
    ClipRecipe("mpeg1.mpg", fps: "30", "-c:v mpeg1video -q:v 31 -bf 2 -g 15"),
    ClipRecipe("sound.mpg", fps: "25", input: tone, "-c:v mpeg2video -q:v 20 -bf 0 -g 15 -c:a mp2"),
    ClipRecipe("prores.mov", "-c:v prores_ks -profile:v 2"),
    ClipRecipe("mjpeg.avi", "-c:v mjpeg -q:v 3 -pix_fmt yuvj422p"),
    ClipRecipe("mjpeg.mov", "-c:v mjpeg -q:v 3 -pix_fmt yuvj420p"),
    ClipRecipe("loop.gif", fps: "20", "-vf split[a][b];[a]palettegen[p];[b][p]paletteuse"),
    ClipRecipe("flash.flv", "\(x264) -bf 2 -g 25"),
    ClipRecipe("lossless.mkv", "-c:v ffv1"),
    ClipRecipe("raw.h264", fps: "25", "\(x264) -bf 2 -g 25"),
    ClipRecipe("sound-longer.mp4", input: tone, "\(x264) -bf 2 -g 25 -c:a aac"),
    ClipRecipe("sound-longer.ts", input: tone, "\(x264) -bf 2 -g 25 -c:a aac"),
    ClipRecipe(
      "sound-longer.webm", input: tone,
      "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 30 -pix_fmt yuv420p -c:a libopus"),
    ClipRecipe(
      "variable.mp4",
      "\(x264) -bf 2 -g 25 -vf setpts='if(lt(N,30),N,30+(N-30)*3)/24/TB' -fps_mode vfr -video_track_timescale 24000"),
    ClipRecipe("variable.mkv", "\(x264) -bf 2 -g 25 -vf select='not(eq(mod(n,3),1))' -fps_mode vfr"),
  ]
}
