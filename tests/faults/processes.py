"""A site served by its own processes, which a service manager starts again when they end."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from types import SimpleNamespace

from django.core.management import call_command

from cms.delivery.server import server_command
from cms.tasks.queue import tasks
from tests.ports import free_port
from tests.stale.site import ChangingSite

PATIENCE = 120
"""For how many seconds a process may start."""
LONGEST_TASKS = 300
"""For how many seconds the tasks may take."""


class Service:
    """A command that is started again whenever it ends, as systemd does with `Restart=always`."""

    def __init__(self, command, environ, log=None):
        self._command, self._environ, self._log = command, environ, log
        self._is_over = threading.Event()
        self._start()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _start(self):
        self.process = subprocess.Popen(self._command, env=self._environ, stderr=self._log, start_new_session=True)

    def _watch(self):
        while not self._is_over.is_set():
            self.process.wait()
            if not self._is_over.is_set():
                _kill_group(self.process)
                self._start()

    def pids(self):
        """Return the ids of the process and of its children."""
        listed = subprocess.run([shutil.which("pgrep"), "-g", str(self.process.pid)], capture_output=True, text=True)
        return [int(pid) for pid in listed.stdout.split()]

    def stop(self):
        self._is_over.set()
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(30)
        _kill_group(self.process)
        self._thread.join()


def _kill_group(process):
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def site(*, workers=2, log=None, **environ):
    """Migrate the database, make a small site, and serve it with a worker beside it.

    `log` is an open file for what these processes write to stderr (default: that of this process), and `environ` are
    further variables for them. Yields `port`, `content`, `server` and `worker`.
    """
    call_command("migrate", verbosity=0)
    content = ChangingSite(seed=1)
    port = free_port()
    environ = os.environ | environ
    server = Service(server_command(port, workers=workers), environ, log)
    worker = Service([sys.executable, "manage.py", "worker"], environ, log)
    try:
        wait_for(port)
        yield SimpleNamespace(port=port, content=content, server=server, worker=worker)
    finally:
        server.stop()
        worker.stop()


def ask(port, address, method="GET", body=None, timeout=60, **headers):
    """Return status, headers and body of a response, or None if the connection is refused or broken off."""
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)) as client:
            client.request(method, address, body, {"Host": "localhost"} | headers)
            response = client.getresponse()
            return response.status, response.headers, response.read()
    except (OSError, http.client.HTTPException):
        return None


def wait_for(port, address="/robots.txt"):
    """Wait until the server answers."""
    deadline = time.monotonic() + PATIENCE
    while not ask(port, address):
        if time.monotonic() > deadline:
            raise TimeoutError(f"The server on port {port} does not answer.")
        time.sleep(0.1)


def wait_for_tasks():
    """Wait until the worker has done all tasks. Return the number of those that it did not do in time."""
    deadline = time.monotonic() + LONGEST_TASKS
    while unfinished := tasks().exclude(status__in=["SUCCESSFUL", "FAILED"]).count():
        if time.monotonic() > deadline:
            return unfinished
        time.sleep(0.5)
    return 0


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
