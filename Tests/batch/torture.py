#!/usr/bin/env python3
"""Kills a batch again and again and counts what was bought.

torture.py [--jobs 200] [--kills 100] [--faults 0.0] [--workers 1] [--seed 1] [--rwmedia PATH]

Makes a batch of small pictures, runs it against counting_runware.py, ends all its processes with SIGKILL at random
moments, starts them again, and at last lets them come to their end. Then every job must be delivered with the right
number of frames, and no generation bought twice. Prints what it saw; ends with 1 where that isn't so.
"""
import argparse
import json
import os
import pathlib
import random
import re
import signal
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
import zlib

HERE = pathlib.Path(__file__).resolve().parent


def png(width, height, colour):
    """A picture of one colour."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + colour * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def make_batch(folder, jobs):
    """A table with a picture a row, and the clip that the service sells: 10 frames."""
    rows = ["id,image,name"]
    for job in range(jobs):
        colour = bytes([job % 256, job // 256 * 40, 90])
        (folder / f"{job}.png").write_bytes(png(64, 36, colour))
        rows.append(f"job-{job},{job}.png,thing {job}")
    (folder / "batch.csv").write_text("\n".join(rows) + "\n")
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25", "-frames:v", "10",
                    "-pix_fmt", "yuv420p", folder / "clip.mp4"], check=True)


def frames(file):
    found = subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-select_streams", "v", "-of", "csv=p=0",
                            "-show_entries", "stream=nb_read_frames", file], capture_output=True, text=True)
    return int(found.stdout.strip().strip(",") or 0)


def main():
    parser = argparse.ArgumentParser()
    for name, value in [("jobs", 200), ("kills", 100), ("faults", 0.0), ("workers", 1), ("seed", 1)]:
        parser.add_argument(f"--{name}", type=type(value), default=value)
    parser.add_argument("--ledger", action="append", default=[], help="given to rwmedia as it is")
    parser.add_argument("--rwmedia", default=str(HERE.parent.parent / ".build/debug/rwmedia"))
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        make_batch(folder, options.jobs)
        service = subprocess.Popen(
            [sys.executable, HERE / "counting_runware.py", folder / "clip.mp4", "--latency", "0.5",
             "--faults", str(options.faults), "--seed", str(options.seed)], stdout=subprocess.PIPE, text=True)
        address = service.stdout.readline().strip()
        environment = dict(os.environ, RUNWARE_API_KEY="test-key", RUNWARE_BASE_URL=f"{address}/v1")
        command = [options.rwmedia, "batch", "run", folder / "batch.csv", "--model", "minimax:1@1", "--prompt", "{name}",
                   "--poll-interval", "0.1", "--requests-per-minute", "100000"]
        for ledger in options.ledger:
            command += ["--ledger", ledger]

        def start():
            return [subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                     text=True) for _ in range(options.workers)]

        kills = 0
        try:
            while kills < options.kills:
                workers = start()
                time.sleep(chance.uniform(0.05, 4))
                for worker in workers:
                    kills += worker.poll() is None
                    worker.send_signal(signal.SIGKILL)
                    worker.communicate()
            for attempt in range(10):
                ends = [(worker.communicate()[1], worker.returncode) for worker in start()]
                # 69 and 75 say "run again".
                if all(code not in (69, 75) for _, code in ends):
                    break
            judged = json.load(urllib.request.urlopen(f"{address}/judge"))
        finally:
            service.terminate()
        delivered = {re.sub(r"\.mp4$", "", file.name): frames(file) for file in (folder / "out").glob("*.mp4")}
        wanted = {f"job-{job}": 10 for job in range(options.jobs)}
        twice = {prompt: count for prompt, count in judged["prompts"].items() if count != 1}
        print(f"{kills} kills; exit codes {[code for _, code in ends]}; bought {judged['bought']} of {options.jobs}, "
              f"delivered {len(delivered)}; bought more than once: {twice or 'none'}")
        if delivered != wanted or judged["bought"] != options.jobs or twice or any(code for _, code in ends):
            print("\n".join(text for text, _ in ends), file=sys.stderr)
            print("missing or wrong:", sorted(set(wanted.items()) ^ set(delivered.items()))[:10], file=sys.stderr)
            return 1
        return 0


if __name__ == "__main__":
    sys.exit(main())
