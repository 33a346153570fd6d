"""A WebSocket client in a few lines: socket_lines.py ADDRESS COUNT sends each line of its input as a text message and prints
COUNT messages that come back, one a line; a message that is no text is printed by its opcode."""

import base64
import os
import socket
import struct
import sys
import urllib.parse


def frame(text):
    data, mask = text.encode(), os.urandom(4)
    length = bytes([0x80 | len(data)]) if len(data) < 126 else (
        b"\xfe" + struct.pack(">H", len(data)) if len(data) < 65536 else b"\xff" + struct.pack(">Q", len(data)))
    return b"\x81" + length + mask + bytes(byte ^ mask[index % 4] for index, byte in enumerate(data))


def message(stream):
    parts = []
    while True:
        head = stream.read(2)
        if len(head) < 2:
            return "closed"
        length = head[1] & 0x7F
        if length == 126:
            (length,) = struct.unpack(">H", stream.read(2))
        elif length == 127:
            (length,) = struct.unpack(">Q", stream.read(8))
        parts.append(stream.read(length))
        if head[0] & 0x0F > 2:
            return f"opcode {head[0] & 0x0F}"
        if head[0] & 0x80:
            return b"".join(parts).decode()


address, count = urllib.parse.urlparse(sys.argv[1]), int(sys.argv[2])
connection = socket.create_connection((address.hostname, address.port), timeout=30)
key = base64.b64encode(os.urandom(16)).decode()
connection.sendall(
    f"GET {address.path or '/'}?sdk=js&version=1 HTTP/1.1\r\nHost: {address.netloc}\r\nUpgrade: websocket\r\n"
    f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
)
stream = connection.makefile("rb")
status = stream.readline().decode().strip()
assert " 101 " in status, status
while stream.readline() not in (b"\r\n", b""):
    pass
for line in sys.stdin:
    connection.sendall(frame(line.rstrip("\n")))
for _ in range(count):
    print(message(stream), flush=True)
