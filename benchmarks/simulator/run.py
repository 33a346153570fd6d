#!/usr/bin/python3
"""Times how fast the simulator renders 1080p clips, and what asking again for the same costs.

Usage: run.py [--binary PATH] [--model google:3@1] [--seconds 8] [--rounds 3]

Talks to `rwmedia simulate` as a client of Runware's does. The rate is seconds of video made in a second, from the
submission to the poll that finds it done; beside it stands what ffmpeg alone needs to make and encode as many frames, so
that machines and their load can be told apart, and the CPU seconds of both. The same request again, under another id, must
be answered from the cache: with the same bytes, and at once. Ends with 1 where an MP4's rate is below 4 or the cache isn't
used.
"""
import argparse
import base64
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid

ENOUGH = 4.0


def post(address, *tasks):
    request = urllib.request.Request(
        address + "/v1", json.dumps(tasks).encode(),
        {"Authorization": "Bearer test-key", "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        sys.exit(f"The simulator answered {error.code}: {error.read().decode()}")


def cpu_of(process):
    """CPU seconds that a process has used."""
    with open(f"/proc/{process.pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def make(address, **parameters):
    """Has a clip made; gives the seconds that it took and the clip's digest."""
    task_id = str(uuid.uuid4())
    begin = time.monotonic()
    post(address, {"taskType": "videoInference", "taskUUID": task_id, "deliveryMethod": "async",
                   "width": 1920, "height": 1080, "positivePrompt": "a red mug", **parameters})
    while True:
        answer = post(address, {"taskType": "getResponse", "taskUUID": task_id})
        if answer.get("errors"):
            sys.exit(f"The task failed: {answer['errors']}")
        done = [item for item in answer["data"] if item.get("status") == "success"]
        if done:
            break
        time.sleep(0.05)
    took = time.monotonic() - begin
    with urllib.request.urlopen(done[0]["videoURL"]) as clip:
        return took, hashlib.sha256(clip.read()).hexdigest()


def ffmpeg(seconds):
    """What making and encoding as many frames costs without the simulator."""
    begin = time.monotonic()
    subprocess.run(
        ["ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i", f"testsrc2=size=1920x1080:rate=24:duration={seconds}",
         "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "veryfast", "-f", "null", "-"], check=True)
    return time.monotonic() - begin


def cpu_of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def image(address):
    """Uploads a detailed frame image and gives its reference."""
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        subprocess.run(
            ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", "mandelbrot=size=1920x1080", "-frames:v",
             "1", file.name], check=True)
        with open(file.name, "rb") as picture:
            data = picture.read()
    answer = post(address, {"taskType": "imageUpload", "taskUUID": str(uuid.uuid4()),
                            "image": "data:image/png;base64," + base64.b64encode(data).decode()})
    return answer["data"][0]["imageUUID"]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", default=".build/release/rwmedia")
    options.add_argument("--model", default="google:3@1")
    options.add_argument("--seconds", type=int, default=8)
    options.add_argument("--rounds", type=int, default=3)
    options = options.parse_args()
    server = subprocess.Popen([options.binary, "simulate"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        address = server.stdout.readline().strip()
        frame = {"frameImages": [{"inputImage": image(address), "frame": "first"}]}
        both = {"frameImages": [{"inputImage": image(address), "frame": place} for place in ("first", "last")]}
        kinds = {"from a prompt": {}, "from a frame image": frame, "between two frame images": both,
                 "from a frame image, WEBM": {**frame, "outputFormat": "WEBM"}}
        good = True
        print(f"{'':<28}{'× real time':>12}{'ffmpeg':>9}{'CPU s':>9}{'ffmpeg':>9}{'again':>9}  same bytes")
        for name, parameters in kinds.items():
            best, alone, again, same = float("inf"), float("inf"), float("inf"), True
            cpu, cpu_alone = float("inf"), float("inf")
            for turn in range(options.rounds):
                common = dict(model=options.model, duration=options.seconds, seed=turn + 1, **parameters)
                before = cpu_of_children()
                alone = min(alone, ffmpeg(options.seconds))
                cpu_alone = min(cpu_alone, cpu_of_children() - before)
                before = cpu_of(server)
                took, digest = make(address, **common)
                best, cpu = min(best, took), min(cpu, cpu_of(server) - before)
                took, repeated = make(address, **common)
                again, same = min(again, took), same and repeated == digest
            cached = same and again < best / 5
            fast = options.seconds / best >= ENOUGH or "WEBM" in name
            good = good and cached and fast
            print(f"{name:<28}{options.seconds / best:>12.1f}{options.seconds / alone:>9.1f}{cpu:>9.2f}{cpu_alone:>9.2f}{again * 1000:>6.0f} ms"
                  f"  {'yes' if same else 'NO'}{'' if cached and fast else '   <- too slow'}", flush=True)
    finally:
        server.terminate()
        server.wait()
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
