"""A workshop as its users start it: the command in a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

SHORT = Path(__file__).parent / "scenarios" / "r24.yaml"
"""Two years in the place of five: for all tests in which the length of a run does not matter."""
LINK = re.compile(r"http://127\.0\.0\.1:\d+/enter\?key=[\w-]+")


def free_port():
    """A port that nobody has at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Server:
    """`borderSim workshop` with its session in ``folder``; it starts at once and is ready when this returns."""

    def __init__(self, folder, scenario=SHORT, *options):
        self.folder, self.scenario, self.options = folder, scenario, options
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self):
        """Start, or start again with the same session at the same port."""
        line = [sys.executable, "-m", "borderSim.cli.main", "workshop", str(self.scenario), "--no-browser"]
        line += ["--port", str(self.port), "--session", str(self.folder), *self.options]
        self._errors = (self.folder.parent / f"{self.folder.name}.err").open("w+")
        self.process = subprocess.Popen(
            line, stdout=subprocess.PIPE, stderr=self._errors, text=True, start_new_session=True, env=os.environ
        )
        self.said = ""
        for text in self.process.stdout:
            self.said += text
            if "Ctrl-C" in text:
                break
        found = LINK.search(self.said)
        assert found, f"the server did not start: {self.said}{self._told()}"
        self.link = found[0]

    def _told(self):
        self._errors.seek(0)
        return self._errors.read()

    def visitor(self, base="", **headers):
        """A client without a browser; it follows nothing by itself."""
        base = base or self.base
        return httpx.Client(base_url=base, headers={"origin": base, **headers}, follow_redirects=False, timeout=30)

    def workers(self):
        """The processes that it started."""
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(line) for line in found.stdout.split()]

    def kill(self):
        """End it as a power cut does: no process gets a chance to say anything, its workers are left to themselves."""
        self.process.kill()
        self.process.wait(10)
        self._close()

    def stop(self):
        """End it as Ctrl-C does, and whatever is left of it."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(10)
        self._close()

    def _close(self):
        self.process.stdout.close()
        self._errors.close()


def still_there(processes, seconds=10.0):
    """Those of ``processes`` that do not end within some seconds; what has ended and was not asked about is no more."""
    until = time.monotonic() + seconds
    while True:
        line = ["ps", "-o", "pid=,stat=", "-p", ",".join(map(str, processes))]
        found = subprocess.run(line, capture_output=True, text=True, check=False).stdout.splitlines()
        left = [text.split()[0] for text in found if not text.split()[1].startswith("Z")]
        if not left or time.monotonic() > until:
            return left
        time.sleep(0.1)
