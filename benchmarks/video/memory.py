#!/usr/bin/python3
"""How much memory rwmedia's video commands take at their peak, on a minute and on two hours of video.

Usage: memory.py [--binary PATH] [--only WORD]… [--hours 2] [--folder DIR]

The long file is a clip's packets again and again (joined by rwmedia): 24 frames a second, two seconds a group, with sound. Prints a table of the
peak resident set in MB; the exit code is 1 where one grew by more than 16 MB and 64 bytes a packet, or 160 where a file
is written: an MP4's index, which libav holds whole, takes about 40 as it is read and 80 as it is written, and the frames' times
up to 24.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FPS, CLIP = 24, 30


def run(*arguments, **options):
    subprocess.run(arguments, check=True, **options)


def ffmpeg(*arguments):
    run("ffmpeg", "-v", "error", "-nostdin", "-y", *arguments)


def peak(*arguments):
    """The most memory that a command held, in MB; children's maxima can't be told apart, so GNU time looks at each."""
    outcome = subprocess.run(["/usr/bin/time", "-f", "peak %M KB %e s", *arguments], capture_output=True, text=True)
    found = re.search(r"peak (\d+) KB ([\d.]+) s", outcome.stderr)
    if outcome.returncode or not found:
        sys.exit(f"{' '.join(arguments)}: exit {outcome.returncode}\n{outcome.stderr[-800:]}")
    mode = re.search(r"joined by (\w+)", outcome.stdout)
    return int(found[1]) / 1024, float(found[2]), mode[1] if mode else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=f"{HERE}/../../.build/release/rwmedia")
    parser.add_argument("--only", action="append", default=[], help="commands whose name holds this word")
    parser.add_argument("--hours", type=float, default=2)
    parser.add_argument("--folder", help="where the files go; a temporary folder that is deleted by default")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        measure(options, folder)


def measure(options, folder):
    clip = f"{folder}/clip.mp4"
    pictures, tone = f"{folder}/pictures.mp4", f"{folder}/tone.m4a"
    ffmpeg("-f", "lavfi", "-i", f"testsrc2=size=160x90:rate={FPS},trim=end_frame={FPS * CLIP}", "-c:v", "libx264",
           "-preset", "veryfast", "-crf", "28", "-pix_fmt", "yuv420p", "-g", str(2 * FPS), "-x264-params", "scenecut=0", pictures)
    ffmpeg("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=60", "-c:a", "aac", "-b:a", "48k", tone)
    minutes = round(options.hours * 60)
    half, whole, short_half = f"{folder}/half.mp4", f"{folder}/whole.mp4", f"{folder}/short-half.mp4"
    # ffmpeg's own loops and cuts shift reordered pictures by a frame and a half, which is no constant rate any more.
    for path, parts in ((short_half, 1), (clip, 2), (half, minutes), (whole, 2 * minutes)):
        mute = f"{folder}/mute.mp4"
        run(options.binary, "concat", *[pictures] * parts, "--seam", "keep", "-o", mute, "--overwrite", "--json",
            stdout=subprocess.DEVNULL)
        ffmpeg("-i", mute, "-stream_loop", str(max(0, (parts + 1) // 2 - 1)), "-i", tone, "-map", "0:v", "-map", "1:a",
               "-c", "copy", path)
    out = f"{folder}/out.mp4"
    webm = f"{folder}/out.webm"
    commands = {
        "probe": lambda whole, half: ["probe", whole],
        "keyframes, ends": lambda whole, half: ["keyframes", whole, "-o", f"{folder}/frames", "--overwrite"],
        "keyframes, 8 spread": lambda whole, half: ["keyframes", whole, "--count", "8", "-o", f"{folder}/frames", "--overwrite"],
        "verify": lambda whole, half: ["verify", whole],
        "verify --decode": lambda whole, half: ["verify", whole, "--decode"],
        "concat, copy": lambda whole, half: ["concat", half, half, "--seam", "keep", "-o", out, "--overwrite"],
        "concat, smart": lambda whole, half: ["concat", half, half, "-o", out, "--overwrite"],
        "concat, smart, crossfade": lambda whole, half: [
            "concat", half, half, "--seam", "crossfade:1", "-o", out, "--overwrite"],
        "concat, encode": lambda whole, half: [
            "concat", half, half, "--quality", "40", "--seam", "crossfade:0.03", "-o", out, "--overwrite"],
        "transcode, H.264": lambda whole, half: ["transcode", whole, "--quality", "40", "-o", out, "--overwrite"],
        "transcode, VP9": lambda whole, half: ["transcode", whole, "--quality", "20", "-o", webm, "--overwrite"],
    }
    print(f"| | 1 minute, MB | {options.hours:g} hours, MB | mode | seconds |")
    print("| --- | ---: | ---: | --- | ---: |")
    grown = []
    for name, arguments in commands.items():
        if options.only and not any(word in name for word in options.only):
            continue
        short, _, _ = peak(options.binary, *arguments(clip, short_half), "--quiet")
        long, seconds, mode = peak(options.binary, *arguments(whole, half), "--quiet")
        print(f"| {name} | {short:.0f} | {long:.0f} | {mode} | {seconds:.0f} |", flush=True)
        packets = minutes * 60 * (FPS + 48000 / 1024)
        if long - short > 16 + (160 if "out." in " ".join(arguments(clip, clip)) else 64) * packets / 2 ** 20:
            grown.append(name)
    if grown:
        sys.exit(f"grows with the file: {', '.join(grown)}")


main()
