#!/usr/bin/python3
"""Measures what each quality of `rwmedia transcode` costs and gives: the table in docs/video.md.

Usage: quality.py [--binary PATH] [--size 640x360] [--seconds 2]

The sample is a zoom into the Mandelbrot set under faint noise, 24 frames a second; SSIM is ffmpeg's, over all planes.
"""
import argparse
import os
import re
import subprocess
import tempfile

CODECS = [("h264", "mp4"), ("hevc", "mp4"), ("vp9", "webm"), ("av1", "webm")]


def ssim(one, other):
    result = subprocess.run(
        ["ffmpeg", "-nostdin", "-i", one, "-i", other, "-lavfi", "ssim", "-f", "null", "-"],
        stderr=subprocess.PIPE, text=True, check=True)
    return float(re.findall(r"All:([0-9.]+)", result.stderr)[-1])


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", default=".build/release/rwmedia")
    options.add_argument("--size", default="640x360")
    options.add_argument("--seconds", type=float, default=2)
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sample = folder + "/sample.mkv"
        subprocess.run(
            ["ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i", f"mandelbrot=size={options.size}:rate=24",
             "-t", str(options.seconds), "-vf", "noise=alls=4:allf=t,scale=out_color_matrix=bt709:out_range=tv,"
             "format=yuv420p", "-colorspace", "bt709", "-color_range", "tv", "-c:v", "ffv1", sample], check=True)
        print("| quality | " + " | ".join(f"{codec} kb/s | SSIM" for codec, _ in CODECS) + " |")
        print("| ---: |" + " ---: |" * (2 * len(CODECS)))
        for quality in [20, 30, 40, 50, 60, 70, 80, 90, 95, 99]:
            cells = []
            for codec, container in CODECS:
                out = f"{folder}/out.{container}"
                subprocess.run(
                    [options.binary, "transcode", sample, "--codec", codec, "--quality", str(quality), "--overwrite",
                     "--quiet", "-o", out], check=True, stdout=subprocess.DEVNULL)
                rate = os.path.getsize(out) * 8 / options.seconds / 1000
                cells += [f"{rate:.0f}", f"{ssim(out, sample):.3f}"]
            print(f"| {quality} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
