#!/usr/bin/env python3
"""Plays a service from a script, written on its own: it knows no protocol and judges nothing.

fake_services.py ANSWERS.json [--tls CERTIFICATE KEY]

ANSWERS.json holds lists of answers by request: "GET /v1/organization"; where the body is an array of tasks, "POST /v1" and
the first one's type: "POST /v1 modelSearch". Answers of a list are given in turn, the last one again and again:
{"status": 200, "body": JSON or text, "headers": {}}. "$id" in a body stands for the task's taskUUID.
Prints its address, then serves until it is ended. GET /_requests tells what was received.
"""
import argparse
import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

parser = argparse.ArgumentParser()
parser.add_argument("answers")
parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"))
options = parser.parse_args()
with open(options.answers, encoding="utf-8") as file:
    answers = json.load(file)
requests, lock = [], threading.Lock()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/_requests":
            with lock:
                return self.reply({"body": requests})
        try:
            data = json.loads(body)
        except ValueError:
            data = None
        first = data[0] if isinstance(data, list) and data else {}
        name = " ".join(filter(None, [self.command, self.path, first.get("taskType")]))
        with lock:
            requests.append({"name": name, "headers": dict(self.headers), "body": data, "bytes": len(body)})
            told = answers.get(name, [{"status": 404, "body": {"error": f"nothing is scripted for {name}"}}])
            answer = told.pop(0) if len(told) > 1 else told[0]
        self.reply(answer, first.get("taskUUID", ""))

    do_GET = do_POST = do_PUT = do_DELETE = answer

    def reply(self, answer, task_id=""):
        body = answer.get("body", "")
        text = body if isinstance(body, str) else json.dumps(body)
        content = text.replace("$id", task_id).encode()
        headers = {"Content-Type": "text/html" if isinstance(body, str) else "application/json"}
        status = answer.get("status", 200)
        self.send_response(status)
        for name, value in (headers | answer.get("headers", {})).items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
if options.tls:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*options.tls)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(f"{'https' if options.tls else 'http'}://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
