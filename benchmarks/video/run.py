#!/usr/bin/python3
"""Times rwmedia's video commands against ffmpeg and ffprobe doing the same, side by side.

Usage: run.py [--binary PATH] [--only NAME]… [--rounds 3] [--folder DIR] [--no-install]

Inputs are made once and kept in the folder: noisy 1080p pictures, as cameras and models make them. Rounds are
interleaved and the best one of each side counts; a ratio above 1 says how many times faster rwmedia is.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
FPS, CLIP = 24, 240
X264 = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p"]
BT709 = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"]
# What rwmedia's quality of 85 (transcode) and 95 (concat) stands for; docs/video.md has the whole table.
CRF = {"h264": "17", "h264-join": "13.4", "vp9": "23"}


def ffmpeg(*arguments):
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *arguments], check=True)


class Inputs:
    """Makes each input at its first use."""

    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder + "/out", exist_ok=True)

    def made(self, name, make):
        path = f"{self.folder}/{name}"
        if not os.path.exists(path):
            print(f"making {name}", file=sys.stderr)
            make(f"{self.folder}/making-{name}")
            os.rename(f"{self.folder}/making-{name}", path)
        return path

    def clip(self, number, b_frames=True, gop=250):
        """One of six clips of 10 s, of one GOP unless told; each begins on the frame that the one before ends with."""
        first = number * (CLIP - 1)
        source = f"testsrc2=size=1920x1080:rate={FPS},trim=start_frame={first}:end_frame={first + CLIP},setpts=N/{FPS}/TB"
        coding = X264 + ["-g", str(gop), "-x264-params", "scenecut=0" if b_frames else "scenecut=0:bframes=0"] + BT709
        return self.made(
            f"{'clip' if b_frames else 'plain'}{number}{'' if gop == 250 else f'-gop{gop}'}.mp4",
            lambda path: ffmpeg("-f", "lavfi", "-i", source + ",noise=alls=6:allf=t:all_seed=7", *coding, path))

    def voiced(self):
        """The six clips with stereo sound."""
        return [self.made(f"voiced{number}.mp4", lambda path: ffmpeg(
            "-i", self.clip(number), "-f", "lavfi", "-i", f"anoisesrc=color=pink:seed={number}:sample_rate=48000:duration=10",
            "-c:v", "copy", "-ac", "2", "-c:a", "aac", "-b:a", "160k", "-shortest", path)) for number in range(6)]

    def clips(self, b_frames=True):
        return [self.clip(number, b_frames) for number in range(6)]

    def long(self, seconds, name="long", gop=250):
        """A film with sound, of 10-second GOPs unless told, made of one clip's packets again and again."""
        loops = seconds // 10
        return self.made(f"{name}{seconds}.mp4", lambda path: ffmpeg(
            "-stream_loop", str(loops - 1), "-i", self.clip(0, gop=gop), "-stream_loop", "-1", "-i", self.tone(),
            "-map", "0:v", "-map", "1:a", "-c", "copy", "-t", str(seconds), "-f", "mp4", path))

    def tone(self):
        return self.made("tone.m4a", lambda path: ffmpeg(
            "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=60", "-ac", "2", "-c:a", "aac", path))

    def list(self, clips):
        path = f"{self.folder}/list.txt"
        with open(path, "w") as file:
            file.writelines(f"file '{clip}'\n" for clip in clips)
        return path


def measure(commands):
    """Wall and CPU seconds of commands run one after the other."""
    wall = cpu = 0
    for command in commands:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall += time.monotonic() - start
        cpu += usage.ru_utime + usage.ru_stime
        if process.returncode != 0:
            sys.exit(f"{' '.join(command)} ended with status {process.returncode}")
    return wall, cpu


def ssim(one, other):
    # By number, not by time: WEBM rounds times to milliseconds, and a neighbour would be compared.
    graph = "[0:v]settb=1/1000,setpts=N[a];[1:v]settb=1/1000,setpts=N[b];[a][b]ssim"
    result = subprocess.run(
        ["ffmpeg", "-nostdin", "-i", one, "-i", other, "-lavfi", graph, "-f", "null", "-"],
        stderr=subprocess.PIPE, text=True, check=True)
    return float(re.findall(r"All:([0-9.]+)", result.stderr)[-1])


def comparisons(inputs, binary):
    """By name: what is compared, the least ratio wanted, our commands, the peer's."""
    out = inputs.folder + "/out"
    encoder = ["ffmpeg", "-v", "error", "-nostdin", "-y"]

    def ours(*arguments):
        return [[binary, *arguments, "--quiet"]]

    def keyframes(file):
        return ours("keyframes", file, "--overwrite", "-o", out)

    def usual(file):
        return [encoder + ["-i", file, "-frames:v", "1", out + "/first.png"],
                encoder + ["-sseof", "-3", "-i", file, "-update", "1", out + "/last.png"]]

    def counted(file):
        return [["ffprobe", "-v", "error", "-count_frames", "-select_streams", "v:0", "-show_entries",
                 "stream=nb_read_frames", file]]

    def concat(clips, seam):
        return ours("concat", *clips, "--seam", seam, "--overwrite", "-o", out + "/ours.mp4")

    def filtered(clips):
        graph = "".join(f"[{i}:v]trim=start_frame={min(i, 1)},setpts=PTS-STARTPTS[v{i}];" for i in range(len(clips)))
        graph += "".join(f"[v{i}]" for i in range(len(clips))) + f"concat=n={len(clips)}:v=1:a=0"
        files = [word for clip in clips for word in ("-i", clip)]
        return [encoder + files + ["-filter_complex", graph, "-c:v", "libx264", "-preset", "veryfast", "-profile:v",
                                   "high", "-crf", CRF["h264-join"], "-g", "120", out + "/peer.mp4"]]

    def demuxed(clips):
        return [encoder + ["-f", "concat", "-safe", "0", "-i", inputs.list(clips), "-c", "copy", out + "/peer.mp4"]]

    yield "keyframes", lambda: (
        "first and last frame of 10 minutes; peer: -sseof -3 … -update 1", 10,
        keyframes(inputs.long(600)), usual(inputs.long(600)))
    yield "keyframes-usual", lambda: (
        "the same with a keyframe every 2 s", 10,
        keyframes(inputs.long(600, "usual", gop=48)), usual(inputs.long(600, "usual", gop=48)))
    yield "length", lambda: (
        "first and last frame: 60 minutes (ours) against 10 s (as peer); at least 1 ÷ 1.3", 1 / 1.3,
        keyframes(inputs.long(3600)), keyframes(inputs.long(10)))
    yield "verify", lambda: (
        "verify, 1 minute; peer: ffprobe -count_frames", 50,
        ours("verify", inputs.long(60)), counted(inputs.long(60)))
    yield "decode", lambda: (
        "verify --decode, 1 minute; peer: ffprobe -count_frames", 1.8,
        ours("verify", inputs.long(60), "--decode"), counted(inputs.long(60)))
    yield "copy", lambda: (
        "concat of six clips, nothing dropped; peer: concat demuxer, -c copy", 1 / 1.1,
        concat(inputs.clips(), "keep"), demuxed(inputs.clips()))
    yield "copy-sound", lambda: (
        "the same with stereo sound", 1 / 1.1, concat(inputs.voiced(), "keep"), demuxed(inputs.voiced()))
    yield "smart", lambda: (
        "concat of six clips with B-frames, doubled frames dropped; peer: concat filter, same encoder", 4,
        concat(inputs.clips(), "drop"), filtered(inputs.clips()))
    yield "smart-plain", lambda: (
        "the same without B-frames", 20,
        concat(inputs.clips(False), "drop"), filtered(inputs.clips(False)))
    yield "h264", lambda: (
        "transcode 20 s to H.264 and AAC; peer: same settings", 1 / 1.05,
        ours("transcode", inputs.long(20), "--overwrite", "-o", out + "/ours.mp4"),
        [encoder + ["-i", inputs.long(20), "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-crf",
                    CRF["h264"], "-g", "120", "-c:a", "aac", "-b:a", "192k", "-movflags", "+faststart",
                    out + "/peer.mp4"]])
    yield "vp9", lambda: (
        "transcode 10 s to VP9 and Opus; peer: defaults at the same CRF and speed", 1.2,
        ours("transcode", inputs.long(10), "--overwrite", "-o", out + "/ours.webm"),
        [encoder + ["-i", inputs.long(10), "-c:v", "libvpx-vp9", "-crf", CRF["vp9"], "-b:v", "0", "-deadline", "good",
                    "-cpu-used", "4", "-g", "120", "-c:a", "libopus", "-b:a", "128k", out + "/peer.webm"]])


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", default=".build/release/rwmedia")
    options.add_argument("--only", action="append")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--folder", default=tempfile.gettempdir() + "/rwmedia-bench-video")
    options.add_argument("--no-install", action="store_true")
    options = options.parse_args()
    if not options.no_install:
        subprocess.run([HERE + "/../../scripts/install"], check=True)
    inputs = Inputs(options.folder)
    print(f"{os.cpu_count()} cores\n\n| | ours, s | CPU s | peer, s | CPU s | ratio | wanted | |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for name, prepare in comparisons(inputs, os.path.abspath(options.binary)):
        if options.only and name not in options.only:
            continue
        title, wanted, ours, peer = prepare()
        best = [(float("inf"),) * 2] * 2
        for _ in range(options.rounds):
            for side, commands in enumerate((ours, peer)):
                best[side] = tuple(min(pair) for pair in zip(best[side], measure(commands)))
        ratio = best[1][0] / best[0][0]
        print(f"| {title} | {best[0][0]:.2f} | {best[0][1]:.2f} | {best[1][0]:.2f} | {best[1][1]:.2f} "
              f"| {ratio:.2f} | {wanted:.2f} | {'ok' if ratio >= wanted else 'MISSED'} |", flush=True)
        if name == "vp9":
            source, out = inputs.long(10), options.folder + "/out"
            print(f"\nSSIM: ours {ssim(out + '/ours.webm', source):.4f}, peer {ssim(out + '/peer.webm', source):.4f}\n")


if __name__ == "__main__":
    main()
