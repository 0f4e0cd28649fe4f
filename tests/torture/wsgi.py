"""The product behind a bad network: each request may be dropped, answered late, answered twice,
answered by a Wi-Fi portal, or end with the process. What happens stands in a file that the tests
write while the server runs; chances are those of one request.
"""

import contextlib
import io
import json
import os
import random
import re
import time
from http.client import responses
from pathlib import Path

from journeyaudit.wsgi import application as product

FAULTS = Path(os.environ["TORTURE_FAULTS"])
LUCK = random.Random(os.getpid())
PORTAL = b"<!doctype html><title>Free Wi-Fi</title><form>Room number <input></form>"
BUILD = re.compile(rb'const BUILD = "[^"]*"')


def faults():
    try:
        return json.loads(FAULTS.read_text() or "{}")
    except (FileNotFoundError, ValueError):
        return {}


def cut(environ):
    """Close the line without a word."""
    with contextlib.suppress(OSError):
        environ["gunicorn.socket"].shutdown(2)
    return [b""]


def whole(environ, body):
    """Run the product on this request to the end, the transaction included."""
    said = {}

    def start(status, headers, exc_info=None):
        said.update(status=status, headers=headers)

    environ = {**environ, "wsgi.input": io.BytesIO(body)}
    chunks = product(environ, start)
    try:
        return said, b"".join(chunks)
    finally:
        getattr(chunks, "close", bool)()


def answer(start_response, status, kind, body):
    head = [("Content-Type", kind), ("Content-Length", str(len(body)))]
    start_response(f"{status} {responses[status]}", head)
    return [body]


def before(environ, start_response, chance):
    """Faults that keep the request from the product; None when it passes."""
    time.sleep(LUCK.random() * chance.get("delay", 0))
    if LUCK.random() < chance.get("drop", 0):
        return cut(environ)
    if LUCK.random() < chance.get("busy", 0):
        return answer(start_response, 503, "text/plain", b"busy")
    if LUCK.random() < chance.get("portal", 0):
        kind, body = LUCK.choice([("text/html", PORTAL), ("application/json", b'{"ok": true}')])
        return answer(start_response, 200, kind, body)
    if LUCK.random() < chance.get("die_before", 0):
        os._exit(9)
    return None


def application(environ, start_response):
    now = faults()
    path = environ["PATH_INFO"]
    chance = now if re.search(now.get("path", "^/api/"), path) else {}
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    stopped = before(environ, start_response, chance)
    if stopped is not None:
        return stopped
    said, content = whole(environ, body)
    if LUCK.random() < chance.get("twice", 0):
        said, content = whole(environ, body)
    if LUCK.random() < chance.get("die_after", 0):
        os._exit(9)
    if LUCK.random() < chance.get("lose", 0):
        return cut(environ)
    if now.get("release"):
        content = BUILD.sub(f'const BUILD = "{now["release"]}"'.encode(), content)
        said["headers"] = [pair for pair in said["headers"] if pair[0] != "Content-Length"]
    start_response(said["status"], said["headers"])
    return [content]
