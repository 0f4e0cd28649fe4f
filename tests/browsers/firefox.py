"""Debian's Firefox without a screen, spoken to by Marionette: JSON on a socket, each message with
its length before it. Needs no driver beside the browser."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from tests.torture.house import free_port

FIREFOX = os.environ.get("FIREFOX_PATH", "/usr/bin/firefox-esr")
WAIT = 120  # seconds a command may take
SETTINGS = """user_pref("marionette.port", %d);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("toolkit.startup.max_resumed_crashes", -1);
user_pref("browser.sessionstore.resume_from_crash", false);
"""


def missing():
    """What has to be installed, or nothing."""
    return "" if shutil.which(FIREFOX) else "firefox-esr"


class Firefox:
    def __init__(self, folder, log):
        self.folder, self.port, self.count = Path(folder), free_port(), 0
        self.folder.mkdir(exist_ok=True)
        (self.folder / "user.js").write_text(SETTINGS % self.port)
        words = [FIREFOX, "--headless", "--no-remote", "--marionette"]
        self.process = subprocess.Popen(
            [*words, "--profile", str(self.folder)], stdout=log, stderr=log, start_new_session=True
        )
        self.line = self.connect()
        self.read()
        self.order("WebDriver:NewSession", {"pageLoadStrategy": "none"})
        self.order("WebDriver:SetTimeouts", {"script": WAIT * 1000})

    def connect(self):
        for _try in range(WAIT * 2):
            with contextlib.suppress(OSError):
                return socket.create_connection(("127.0.0.1", self.port), WAIT)
            time.sleep(0.5)
        raise AssertionError("Firefox did not open its port")

    def read(self):
        head = b""
        while not head.endswith(b":"):
            head += self.line.recv(1)
        left, parts = int(head[:-1]), []
        while left:
            parts.append(self.line.recv(left))
            left -= len(parts[-1])
        return json.loads(b"".join(parts))

    def order(self, name, words):
        self.count += 1
        message = json.dumps([0, self.count, name, words]).encode()
        self.line.sendall(b"%d:%s" % (len(message), message))
        _kind, _number, fault, result = self.read()
        assert fault is None, fault
        return result

    def goto(self, url):
        self.order("WebDriver:Navigate", {"url": url})

    def run(self, body):
        """The text that an asynchronous function body returns."""
        script = f"return (async () => {{ {body} }})()"
        return self.order("WebDriver:ExecuteScript", {"script": script, "args": []})["value"]

    def add_cookie(self, cookie):
        """For the host of the page that stands open."""
        words = {key: value for key, value in cookie.items() if key != "domain"}
        words |= {"path": "/", "sameSite": "Lax", "httpOnly": True}
        self.order("WebDriver:AddCookie", {"cookie": words})

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.line.close()
