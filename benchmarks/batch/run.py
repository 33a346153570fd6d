#!/usr/bin/env python3
"""What a batch costs beyond its media: CPU and memory of `rwmedia batch run` with many tiny jobs.

run.py [--jobs 2000] [--rwmedia PATH]

A service without latency sells a clip of ten frames, 160x90. The media work that a job cannot do without is measured
beside it in the same run: preparing the same pictures and decoding the same clips, by `rwmedia prepare` and
`rwmedia verify --decode`. What a job takes beyond that is orchestration. A tenth of the jobs is run as well, for
memory: it should not grow with their number.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Tests" / "batch"))
from torture import make_batch  # noqa: E402


def measured(command, environment=None):
    """CPU seconds and the most memory (MB) of a command."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} {command[1]} ended with {os.waitstatus_to_exitcode(status)}: {error.decode()[-2000:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def batch(rwmedia, jobs):
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        make_batch(folder, jobs)
        service = subprocess.Popen(
            [sys.executable, ROOT / "Tests/batch/counting_runware.py", folder / "clip.mp4", "--latency", "0"],
            stdout=subprocess.PIPE, text=True)
        try:
            address = service.stdout.readline().strip()
            environment = dict(os.environ, RUNWARE_API_KEY="test-key", RUNWARE_BASE_URL=f"{address}/v1")
            cpu, memory = measured(
                [rwmedia, "batch", "run", folder / "batch.csv", "--model", "minimax:1@1", "--prompt", "{name}",
                 "--poll-interval", "0.1", "--requests-per-minute", "100000", "--quiet"], environment)
            judged = json.load(urllib.request.urlopen(f"{address}/judge"))
        finally:
            service.terminate()
        assert judged["bought"] == jobs, judged
        pictures = sorted(folder.glob("*.png"))
        prepare, _ = measured([rwmedia, "prepare", *pictures, "--model", "minimax:1@1", "--format", "png", "--quiet",
                               "-o", folder / "prepared"])
        verify, _ = measured([rwmedia, "verify", "--decode", folder / "clip.mp4"])
        start, _ = measured([rwmedia, "frames", "--duration", "1", "--fps", "10"])
        media = prepare / jobs + max(verify - start, 0)
        return cpu / jobs * 1000, media * 1000, memory


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=2000)
    parser.add_argument("--rwmedia", default=str(ROOT / ".build/release/rwmedia"))
    options = parser.parse_args()
    print(f"{'jobs':>6} {'CPU ms/job':>11} {'media ms/job':>13} {'beyond':>7} {'memory MB':>10}")
    for jobs in (options.jobs // 10, options.jobs):
        cpu, media, memory = batch(options.rwmedia, jobs)
        print(f"{jobs:>6} {cpu:>11.2f} {media:>13.2f} {cpu - media:>7.2f} {memory:>10.1f}", flush=True)


if __name__ == "__main__":
    main()
