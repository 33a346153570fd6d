#!/usr/bin/env python3
"""A PostgreSQL server of a test's own, on a loopback port, in a folder that goes with it.

postgres_server.py [--setting NAME=VALUE]...

Prints an address with user and password, then serves until it is ended, or until whoever started it is. Needs the Debian
package "postgresql". The server refuses to run as root: then it runs as the user that the package made.
"""
import argparse
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

PASSWORD = "test-password"


def programs():
    """The folder of initdb and postgres, which Debian keeps off the path."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    if initdb is None:
        sys.exit("There is no PostgreSQL server on this machine: install the package 'postgresql' (scripts/install).")
    return pathlib.Path(initdb).resolve().parent


def free_port():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


class Server:
    def __init__(self, settings=()):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rwmedia-postgres-"))
        self.as_user = []
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
            self.as_user = ["runuser", "-u", "postgres", "--"]
        self.bin = programs()
        (self.folder / "password").write_text(PASSWORD + "\n")
        (self.folder / "password").chmod(0o644)
        self.run("initdb", "-D", self.folder / "data", "-U", "rwmedia", f"--pwfile={self.folder / 'password'}",
                 "-A", "scram-sha-256", "--locale=C", "-E", "UTF8", "--no-sync")
        self.port = free_port()
        self.settings = ["-p", str(self.port), "-k", str(self.folder), "-c", "listen_addresses=127.0.0.1"]
        for setting in settings:
            self.settings += ["-c", setting]
        self.address = f"postgres://rwmedia:{PASSWORD}@127.0.0.1:{self.port}/postgres"
        self.start()

    def run(self, program, *arguments):
        done = subprocess.run([*self.as_user, self.bin / program, *arguments], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.folder)
        if done.returncode:
            sys.exit(f"{program} ended with {done.returncode}: {done.stdout}")

    def start(self):
        self.run("pg_ctl", "-D", self.folder / "data", "-l", self.folder / "data/log", "-w", "-o",
                 " ".join(self.settings), "start")

    def stop(self, mode="immediate"):
        subprocess.run([*self.as_user, self.bin / "pg_ctl", "-D", self.folder / "data", "-m", mode, "-w", "stop"],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder)

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--setting", action="append", default=[])
    options = parser.parse_args()
    parent = os.getppid()
    # Whoever starts us may have them blocked, and so they would be here.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    server = Server(options.setting)
    ended = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.append(True))
    # SIGHUP restarts it, as its administrator would.
    restart = []
    signal.signal(signal.SIGHUP, lambda *_: restart.append(True))
    print(server.address, flush=True)
    while not ended and os.getppid() == parent:
        time.sleep(0.1)
        if restart:
            restart.clear()
            server.stop("fast")
            server.start()
    server.remove()


if __name__ == "__main__":
    main()
