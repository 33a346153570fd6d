#!/usr/bin/env python3
"""What a batch costs in CPU and memory: `rwmedia batch run` with many tiny jobs.

run.py [--jobs 2000] [--rwmedia PATH] [--folder FOLDER]

A service without latency sells a clip of ten frames, 160x90, for a prompt. A tenth of the jobs is run as well: neither the
CPU time of a job nor the memory should grow with their number. The time holds the media work that a job cannot do without:
decoding what was bought, verifying what is delivered, the small picture for the page. Linux counts it thread by thread, and
all media work is done by threads of the QoS "user-initiated"; what is left is orchestration: network, ledger, files, page.

A job makes four files and waits for the disk seven times, which the file system's kind and state have a part in: ext4 without
a journal takes up to 0.5 ms for each new file when many were removed within the last five minutes. `--folder /dev/shm` is
without that, and tells what the program takes.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Tests" / "batch"))
from torture import make_clip  # noqa: E402


def orchestration_seconds(pid, known):
    """Adds to `known` the CPU seconds, by their ids, that a process's other threads than media's have taken until now."""
    for thread in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            # The kernel keeps the last fifteen characters of "com.apple.root.user-initiated-qos"; libav's threads, and those
            # that live for one picture, are called as the thread that began them.
            if "initiated" not in (thread / "comm").read_text():
                known[thread.name] = int((thread / "schedstat").read_text().split()[0]) / 1e9
        except OSError:
            pass  # It ended meanwhile.


def measured(command, environment):
    """CPU seconds, those of them that were no media work, and the most memory (MB) of a command."""
    with tempfile.TemporaryFile() as error:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=error)
        threads = {}
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            orchestration_seconds(process.pid, threads)
            time.sleep(0.02)
        if status:
            error.seek(0)
            code = os.waitstatus_to_exitcode(status)
            sys.exit(f"{command[0]} {command[1]} ended with {code}: {error.read().decode()[-2000:]}")
    return usage.ru_utime + usage.ru_stime, sum(threads.values()), usage.ru_maxrss / 1024


def batch(rwmedia, jobs, folder):
    folder.mkdir()
    (folder / "batch.csv").write_text(
        "id,name\n" + "".join(f"job-{job},thing {job}\n" for job in range(jobs)))
    make_clip(folder / "clip.mp4")
    service = subprocess.Popen(
        [sys.executable, ROOT / "Tests/batch/counting_runware.py", folder / "clip.mp4", "--latency", "0"],
        stdout=subprocess.PIPE, text=True)
    try:
        address = service.stdout.readline().strip()
        environment = dict(os.environ, RUNWARE_API_KEY="test-key", RUNWARE_BASE_URL=f"{address}/v1")
        cpu, orchestration, memory = measured(
            [rwmedia, "batch", "run", folder / "batch.csv", "--model", "minimax:1@1", "--prompt", "{name}",
             "--poll-interval", "0.1", "--requests-per-minute", "100000", "--quiet"], environment)
        judged = json.load(urllib.request.urlopen(f"{address}/judge"))
    finally:
        service.terminate()
    assert judged["bought"] == jobs, judged
    return cpu / jobs * 1000, orchestration / jobs * 1000, memory


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=2000)
    parser.add_argument("--rwmedia", default=str(ROOT / ".build/release/rwmedia"))
    parser.add_argument("--folder", help="where the batches are run, in a folder of their own")
    options = parser.parse_args()
    print(f"{'jobs':>6} {'CPU ms/job':>11} {'media':>6} {'orchestration':>14} {'memory MB':>10}")
    # What the first run made is removed after the second.
    with tempfile.TemporaryDirectory(dir=options.folder) as place:
        for jobs in (options.jobs // 10, options.jobs):
            cpu, orchestration, memory = batch(options.rwmedia, jobs, pathlib.Path(place) / str(jobs))
            print(f"{jobs:>6} {cpu:>11.2f} {cpu - orchestration:>6.2f} {orchestration:>14.2f} {memory:>10.1f}", flush=True)


if __name__ == "__main__":
    main()
