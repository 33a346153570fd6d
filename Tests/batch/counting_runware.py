#!/usr/bin/env python3
"""A stand-in for Runware that counts money, written on its own: it shares nothing with the simulator or the client.

counting_runware.py CLIP [--latency S] [--faults SHARE] [--seed N]

Prints its address, then serves until it is ended. Every generation costs 0.25 USD the moment it is taken. With faults, that
share of requests fails: refused with 429 or 503, reset before or after the work was done, cut in the middle of a file.
GET /judge tells what was bought.
"""
import argparse
import json
import random
import socket
import struct
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PRICE = 0.25


class Shop:
    """What was bought, and when it is ready."""

    def __init__(self, clip, latency, faults, seed):
        self.clip = clip
        self.latency = latency
        self.faults = faults
        self.random = random.Random(seed)
        self.lock = threading.Lock()
        self.tasks = {}
        self.conflicts = 0
        self.requests = []
        self.most_in_flight = 0

    def fault(self):
        with self.lock:
            if self.random.random() >= self.faults:
                return None
            return self.random.choice(["429", "503", "reset before", "reset after", "cut"])

    def count(self):
        with self.lock:
            self.requests.append(time.monotonic())

    def buy(self, task):
        with self.lock:
            if task["taskUUID"] in self.tasks:
                self.conflicts += 1
                return {"code": "conflictTaskUUID", "message": "taskUUID exists", "parameter": "taskUUID",
                        "taskType": task["taskType"], "taskUUID": task["taskUUID"]}
            now = time.monotonic()
            self.tasks[task["taskUUID"]] = {"ready": now + self.latency, "request": task, "fetched": 0}
            flying = sum(1 for other in self.tasks.values() if other["ready"] > now)
            self.most_in_flight = max(self.most_in_flight, flying)
            return None

    def state(self, task_id, address):
        with self.lock:
            task = self.tasks.get(task_id)
        if task is None:
            return None
        item = {"taskType": "videoInference", "taskUUID": task_id, "status": "processing"}
        if time.monotonic() >= task["ready"]:
            item.update(status="success", videoUUID=str(uuid.uuid5(uuid.NAMESPACE_URL, task_id)), cost=PRICE,
                        videoURL=f"{address}/files/{task_id}.mp4", seed=7)
        return item

    def judgement(self):
        with self.lock:
            def busiest(seconds):
                return max((sum(1 for other in self.requests if start <= other < start + seconds)
                            for start in self.requests[:: max(1, len(self.requests) // 500)]), default=0)
            prompts = {}
            for task in self.tasks.values():
                prompts[task["request"].get("positivePrompt", "")] = prompts.get(
                    task["request"].get("positivePrompt", ""), 0) + 1
            return {"bought": len(self.tasks), "spent": PRICE * len(self.tasks), "conflicts": self.conflicts,
                    "prompts": prompts, "requests": len(self.requests), "busiestMinute": busiest(60),
                    "busiestFiveSeconds": busiest(5),
                    "mostInFlight": self.most_in_flight}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    shop = None

    def log_message(self, *arguments):
        pass

    def hang_up(self):
        # A reset instead of an orderly end: nothing tells the client how far its request came.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def answer(self, status, document, headers=()):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.shop.count()
        tasks = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers.get("Authorization") != "Bearer test-key":
            return self.answer(401, {"errors": [{"code": "invalidApiKey", "message": "no such key"}]})
        fault = self.shop.fault()
        if fault == "429":
            return self.answer(429, {"errors": [{"code": "rateLimitExceeded", "message": "slow down"}]},
                               [("Retry-After", "1")])
        if fault == "503":
            return self.answer(503, {"errors": [{"code": "serviceUnavailable", "message": "later"}]})
        if fault == "reset before":
            return self.hang_up()
        data, errors = [], []
        address = f"http://{self.headers['Host']}"
        for task in tasks:
            kind, task_id = task["taskType"], task["taskUUID"]
            if kind in ("imageUpload", "mediaStorage"):
                media = str(uuid.uuid4())
                data.append({"taskType": kind, "taskUUID": task_id, "imageUUID": media, "mediaUUID": media,
                             "imageURL": f"{address}/media/{media}", "mediaURL": f"{address}/media/{media}"})
            elif kind == "videoInference":
                error = self.shop.buy(task)
                if error:
                    errors.append(error)
                else:
                    data.append({"taskType": kind, "taskUUID": task_id})
            elif kind == "getResponse":
                item = self.shop.state(task_id, address)
                if item:
                    data.append(item)
                else:
                    errors.append({"code": "taskNotFound", "message": "no such task", "taskUUID": task_id})
        if fault in ("reset after", "cut"):
            return self.hang_up()
        document = {"data": data}
        if errors:
            document["errors"] = errors
        self.answer(400 if errors and not data else 200, document)

    def do_GET(self):
        if self.path == "/judge":
            return self.answer(200, self.shop.judgement())
        fault = self.shop.fault()
        if fault == "503":
            return self.answer(503, {})
        if fault in ("reset before", "429"):
            return self.hang_up()
        clip = self.shop.clip
        start = 0
        if self.headers.get("Range", "").startswith("bytes="):
            start = int(self.headers["Range"][6:].split("-")[0])
        body = clip[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Type", "video/mp4")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"clip"')
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(clip) - 1}/{len(clip)}")
        self.end_headers()
        if fault == "cut":
            self.wfile.write(body[: len(body) // 2])
            return self.hang_up()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        pass  # A client that was killed hangs up in the middle: that is what this is for.


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("clip")
    parser.add_argument("--latency", type=float, default=0.2)
    parser.add_argument("--faults", type=float, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with open(options.clip, "rb") as file:
        clip = file.read()
    Handler.shop = Shop(clip, options.latency, options.faults, options.seed)
    server = Server(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
