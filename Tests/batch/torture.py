#!/usr/bin/env python3
"""Kills a batch again and again and counts what was bought.

torture.py [--jobs 200] [--kills 100] [--faults 0.0] [--workers 1] [--seed 1] [--ledger PATH|URL|postgres] [--apart]
           [--together] [--stops 0.0] [--most 4.0] [--latency 0.5] [--worker-jobs 12] [--rwmedia PATH]

Makes a batch of small pictures, runs it against counting_runware.py, ends its processes with SIGKILL at random moments,
starts them again, and at last lets them come to their end. Then every job must be delivered with the right number of
frames, and no generation bought twice. Prints what it saw; ends with 1 where that isn't so.

With --ledger postgres it starts a server for the purpose, and kills one worker at a time while the others go on; with
--together it kills all of them. With --apart each worker has a folder of its own, as another machine would. With --stops
that share of the kills is a SIGSTOP for so long that others take over, then a SIGCONT.
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

import postgres_server

# How long a worker may be silent, in seconds.
LEASE = 4
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
    make_clip(folder / "clip.mp4")


def make_clip(path):
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25", "-frames:v", "10",
                    "-pix_fmt", "yuv420p", path], check=True)


def frames(file):
    found = subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-select_streams", "v", "-of", "csv=p=0",
                            "-show_entries", "stream=nb_read_frames", file], capture_output=True, text=True)
    return int(found.stdout.strip().strip(",") or 0)


class Workers:
    """The processes that are killed and started again."""

    def __init__(self, options, folders, command, environment):
        self.options, self.folders, self.command, self.environment = options, folders, command, environment
        self.running, self.stopped, self.revived = {}, [], []
        self.codes = []

    def start(self, number):
        folder = self.folders[number % len(self.folders)]
        self.running[number] = subprocess.Popen(
            [*self.command[:3], folder / "batch.csv", *self.command[3:]], env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def kill(self, number):
        """Ends a worker; whether it was still at work."""
        worker = self.running.pop(number)
        alive = worker.poll() is None
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
        return alive

    def stop(self, number, chance):
        """Stops a worker; once others may have its jobs it goes on: it must notice, and do no harm."""
        worker = self.running.pop(number)
        if worker.poll() is not None:
            worker.communicate()
            return False
        worker.send_signal(signal.SIGSTOP)
        self.start(number)
        self.stopped.append((worker, time.monotonic() + LEASE + chance.uniform(-1, 15)))
        return True

    def revive(self, all_of_them=False):
        """Lets those go on whose time has come, and notes how they end."""
        for worker, until in list(self.stopped):
            if all_of_them or time.monotonic() > until:
                worker.send_signal(signal.SIGCONT)
                self.stopped.remove((worker, until))
                self.revived.append(worker)
        for worker in list(self.revived):
            if all_of_them or worker.poll() is not None:
                text = worker.communicate()[1]
                self.revived.remove(worker)
                self.codes.append(worker.returncode)
                if worker.returncode not in (0, 75):
                    print(text, file=sys.stderr)

    def finish(self):
        """Lets all come to their end, and those again that say so."""
        self.revive(all_of_them=True)
        for number in list(self.running):
            self.running.pop(number).communicate()
        for attempt in range(10):
            for number in range(self.options.workers):
                self.start(number)
            ends = [(worker.communicate()[1], worker.returncode) for worker in self.running.values()]
            self.running = {}
            # 69 and 75 say "run again".
            if all(code not in (69, 75) for _, code in ends):
                return ends
        return ends


def main():
    parser = argparse.ArgumentParser()
    for name, value in [("jobs", 200), ("kills", 100), ("faults", 0.0), ("workers", 1), ("seed", 1), ("stops", 0.0),
                        ("most", 4.0), ("latency", 0.5), ("worker-jobs", 12)]:
        parser.add_argument(f"--{name}", type=type(value), default=value)
    parser.add_argument("--ledger", help="given to rwmedia as it is; 'postgres' starts a server")
    parser.add_argument("--apart", action="store_true", help="a folder for each worker")
    parser.add_argument("--together", action="store_true", help="kill all workers at once, also with a server")
    parser.add_argument("--rwmedia", default=str(HERE.parent.parent / ".build/debug/rwmedia"))
    options = parser.parse_args()
    chance = random.Random(options.seed)
    server = postgres_server.Server([f"rwmedia.lease={LEASE}s"]) if options.ledger == "postgres" else None
    with tempfile.TemporaryDirectory() as place:
        folders = [pathlib.Path(place) / str(number) for number in range(options.workers if options.apart else 1)]
        for folder in folders:
            folder.mkdir()
            make_batch(folder, options.jobs)
        service = subprocess.Popen(
            [sys.executable, HERE / "counting_runware.py", folders[0] / "clip.mp4", "--latency", str(options.latency),
             "--faults", str(options.faults), "--seed", str(options.seed)], stdout=subprocess.PIPE, text=True)
        address = service.stdout.readline().strip()
        environment = dict(os.environ, RUNWARE_API_KEY="test-key", RUNWARE_BASE_URL=f"{address}/v1")
        command = [options.rwmedia, "batch", "run", "--model", "minimax:1@1", "--prompt", "{name}",
                   "--poll-interval", "0.1", "--requests-per-minute", "100000", "--jobs", str(options.worker_jobs)]
        if options.ledger:
            command += ["--ledger", server.address if server else options.ledger]
        workers = Workers(options, folders, command, environment)
        kills = stops = early = 0

        def unfinished():
            done = set().union(*({file.name for file in (folder / "out").glob("[!.]*.mp4")} for folder in folders))
            return len(done) < options.jobs

        began = time.monotonic()
        try:
            for number in range(options.workers):
                workers.start(number)
            while kills < options.kills:
                workers.revive()
                time.sleep(chance.uniform(0.05, options.most))
                # One after the other with a server, so that one dies while others live; all at once without.
                one = server and not options.together
                numbers = [chance.randrange(options.workers)] if one else range(options.workers)
                for number in numbers:
                    if one and chance.random() < options.stops:
                        alive = workers.stop(number, chance)
                        stops += alive
                    else:
                        alive = workers.kill(number)
                    kills += alive
                    early += alive and unfinished()
                # Nothing is left to be interrupted.
                if not alive and not unfinished():
                    break
                for number in range(options.workers):
                    if number not in workers.running:
                        workers.start(number)
            ends = workers.finish()
            judged = json.load(urllib.request.urlopen(f"{address}/judge"))
        finally:
            service.terminate()
            for worker in [*workers.running.values(), *workers.revived, *(worker for worker, _ in workers.stopped)]:
                worker.kill()
            if server:
                server.remove()
        wanted = {f"job-{job}": 10 for job in range(options.jobs)}
        delivered = {}
        for folder in folders:
            delivered.update({re.sub(r"\.mp4$", "", file.name): frames(file) for file in (folder / "out").glob("[!.]*.mp4")})
        twice = {prompt: count for prompt, count in judged["prompts"].items() if count != 1}
        print(f"{kills} kills, {early} of them while jobs were left ({stops} of all stops, which ended with "
              f"{workers.codes}) in "
              f"{time.monotonic() - began:.0f} s; exit codes {[code for _, code in ends]}; bought {judged['bought']} of "
              f"{options.jobs} for {judged['spent']} USD, delivered {len(delivered)}; bought more than once: "
              f"{twice or 'none'}; most in flight {judged['mostInFlight']}")
        if delivered != wanted or judged["bought"] != options.jobs or twice or any(code for _, code in ends):
            print("\n".join(text for text, _ in ends), file=sys.stderr)
            print("missing or wrong:", sorted(set(wanted.items()) ^ set(delivered.items()))[:10], file=sys.stderr)
            return 1
        return 0


if __name__ == "__main__":
    sys.exit(main())
