#!/usr/bin/env python3
"""A small HTTP proxy, written on its own: every CONNECT leads to one place, whatever name was asked for.

proxy.py TO_PORT [--tls CERTIFICATE KEY] [--user NAME:PASSWORD] [--answer STATUS] [--cut]

With --user it wants that account; --answer refuses every tunnel with a status; --cut hangs up instead of answering.
Prints its address, then serves until it is ended. GET /_requests tells the heads that were received.
"""
import argparse
import base64
import json
import selectors
import socket
import ssl
import threading

parser = argparse.ArgumentParser()
parser.add_argument("to", type=int)
parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"))
parser.add_argument("--user")
parser.add_argument("--answer", type=int, default=200)
parser.add_argument("--cut", action="store_true")
options = parser.parse_args()
heads, lock = [], threading.Lock()


def read_head(client):
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = client.recv(1)
        if not byte:
            return ""
        head += byte
    return head.decode("latin-1").strip()


def tunnel(client):
    with socket.create_connection(("127.0.0.1", options.to)) as target, selectors.DefaultSelector() as selector:
        selector.register(client, selectors.EVENT_READ, target)
        selector.register(target, selectors.EVENT_READ, client)
        while True:
            for key, _ in selector.select():
                data = key.fileobj.recv(65536)
                # What TLS has decrypted already wakes no selector.
                while isinstance(key.fileobj, ssl.SSLSocket) and key.fileobj.pending():
                    data += key.fileobj.recv(65536)
                if not data:
                    return
                key.data.sendall(data)


def serve(client):
    try:
        if options.tls:
            client = context.wrap_socket(client, server_side=True)
        head = read_head(client)
        if head.startswith("GET /_requests "):
            with lock:
                body = json.dumps(heads).encode()
            client.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            return
        with lock:
            heads.append(head)
        account = base64.b64encode((options.user or "").encode()).decode()
        if options.cut:
            return
        if options.user and f"Proxy-Authorization: Basic {account}" not in head:
            client.sendall(b"HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n")
        elif options.answer != 200 or not head.startswith("CONNECT "):
            status = options.answer if options.answer != 200 else 501
            client.sendall(b"HTTP/1.1 %d No\r\nContent-Length: 0\r\n\r\n" % status)
        else:
            client.sendall(b"HTTP/1.1 200 Through\r\nX-Proxy: tiny\r\n\r\n")
            tunnel(client)
    except OSError:
        pass
    finally:
        client.close()


listener = socket.create_server(("127.0.0.1", 0))
if options.tls:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*options.tls)
print(f"{'https' if options.tls else 'http'}://127.0.0.1:{listener.getsockname()[1]}", flush=True)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
