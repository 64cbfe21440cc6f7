"""Servers on one core and load on another one."""

import http.client
import os
import re
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from cms.delivery.server import THREADS, server_command

SERVER_CORE, LOAD_CORE = 0, 1
PORT = 8390
UNITS = {"us": 0.001, "ms": 1, "s": 1000}
TICKS = os.sysconf("SC_CLK_TCK")


class Load(NamedTuple):
    """The rates and the latency that a load test measured."""

    per_second: float
    """Responses per second."""
    per_cpu_second: float
    """Responses per second of processor time of the server, which other programs disturb less."""
    p99: float
    """In milliseconds."""


@contextmanager
def server(environ, application="cms.wsgi:application", threads=THREADS, port=PORT):
    """Run a server with one process, pinned to its core, and yield the id of the process that answers."""
    command = server_command(port, workers=1, application=application, threads=threads)
    process = subprocess.Popen(command, env=os.environ | environ, preexec_fn=lambda: _pin(SERVER_CORE))  # noqa: S603
    try:
        _wait_for(port, process)
        yield _youngest_child(process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _pin(core):
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})


def _wait_for(port, process):
    for _ in range(600):
        if process.poll() is not None:
            sys.exit(f"The server has ended with the status {process.returncode}.")
        try:
            ask("/", port=port)
            return
        except OSError:
            time.sleep(0.2)
    sys.exit("The server does not start.")


def _youngest_child(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return max(map(int, children), default=pid)


def ask(address, port=PORT, **headers):
    """Return status, headers and body of a response."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        connection.request("GET", address, headers={"Host": "localhost"} | headers)
        response = connection.getresponse()
        return response.status, response.getheaders(), response.read()


def load(address, pid, *, seconds, headers=None, connections=16, port=PORT):
    """Send requests for `seconds` with wrk, and return the `Load`. `pid` is the process of the server."""
    arguments = [
        part for item in ({"Host": "localhost"} | (headers or {})).items() for part in ("-H", ": ".join(item))
    ]
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", *arguments]
    before = cpu_seconds(pid)
    run = subprocess.run(  # noqa: S603
        [*command, f"http://127.0.0.1:{port}{address}"],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: _pin(LOAD_CORE),
    )
    spent = cpu_seconds(pid) - before
    if "Non-2xx or 3xx" in run.stdout:
        sys.exit(f"{address}: {run.stdout}")
    count = int(re.search(r"(\d+) requests in", run.stdout)[1])
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", run.stdout).groups()
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", run.stdout)[1])
    return Load(rate, count / max(spent, 1 / TICKS), float(number) * UNITS[unit])


def median_load(loads):
    """Return the median of each column."""
    return Load(*(median(column) for column in zip(*loads, strict=True)))


def cpu_seconds(pid):
    """Return the processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def private_megabytes(pid):
    """Return the memory of a process that it shares with no other one."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024
