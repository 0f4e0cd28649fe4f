"""WebKitGTK with a profile that is kept: ``host.py`` in Debian's own Python, on a screen of Xvfb.

WebKitWebDriver is not used: the browsers it drives keep nothing when they are killed.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

PYTHON = "/usr/bin/python3"  # Debian's, which sees Debian's bindings
HOST = Path(__file__).with_name("host.py")
PACKAGES = "xvfb python3-gi gir1.2-webkit2-4.1"
IS_THERE = "import gi; gi.require_version('WebKit2', '4.1'); from gi.repository import WebKit2"


def missing():
    """What has to be installed, or nothing."""
    if not (shutil.which("Xvfb") and Path(PYTHON).exists()):
        return PACKAGES
    tried = subprocess.run([PYTHON, "-c", IS_THERE], capture_output=True, check=False)
    return PACKAGES if tried.returncode else ""


class WebKit:
    def __init__(self, folder, log):
        words = ["Xvfb", "-screen", "0", "1280x1280x24", "-nolisten", "tcp", "-displayfd", "1"]
        self.screen = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True)
        display = f":{self.screen.stdout.readline().strip()}"
        self.process = subprocess.Popen(
            [PYTHON, HOST, str(folder)],
            env={**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )

    def order(self, **words):
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"WebKit failed at {words['deed']}"
        told = json.loads(line)
        assert "fault" not in told, told["fault"]
        return told["value"]

    def goto(self, url):
        self.order(deed="goto", url=url)

    def run(self, body):
        return self.order(deed="run", body=body)

    def add_cookie(self, cookie):
        self.order(deed="cookie", **cookie)

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.screen.kill()
        self.screen.wait()
        for stream in (self.process.stdin, self.process.stdout, self.screen.stdout):
            with contextlib.suppress(OSError):
                stream.close()
