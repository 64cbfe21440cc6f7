"""Editors save, publish and upload while visitors read: `python -m tests.faults editors --editors 50 --rate 500`.

It prints what both got and how long it took, and fails on an error, on a status that is not expected, on a locked
database, and on a page that does not show what its editor published last.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from random import Random

from django.db import connection

from tests.faults.processes import ask, say, site, wait_for_tasks
from tests.faults.staff import Staff
from tests.home.factories import StandardPageFactory

ADDRESSES = ("/", "/about/", "/articles/", "/articles/article-0/", "/api/v2/pages/?fields=_,title")
UPLOADS = 0.05
"""How often an editor uploads an image instead of saving the page."""


def main(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.faults editors", description=__doc__)
    parser.add_argument("--editors", type=int, default=10, help="default: %(default)s")
    parser.add_argument(
        "--rate", type=float, default=100, help="requests of visitors a second (default: %(default)s)"
    )
    parser.add_argument("--seconds", type=float, default=60, help="default: %(default)s")
    parser.add_argument("--pause", type=float, default=5, help="seconds between two saves of an editor, on average")
    parser.add_argument(
        "--p99", type=float, help="fail if more than 1 %% of the responses from memory take longer (milliseconds)"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryFile("w+") as log, site(log=log) as running:
        problems = run(running, options)
        log.seek(0)
        problems += _problems_in(log.read())
    for problem in problems:
        say(problem)
    return 1 if problems else 0


def run(running, options):
    """Let editors and readers work, print the figures, and return sentences about what is wrong."""
    editors = [Editor(running, number) for number in range(options.editors)]
    wait_for_tasks()
    for address in ADDRESSES * 4:
        ask(running.port, address)
    is_over = threading.Event()
    threads = [threading.Thread(target=editor.work, args=[is_over, options.pause]) for editor in editors]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    try:
        reading = _read(running.port, options)
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
    return [*_reading(reading, options), *_editing(editors, time.monotonic() - began)]


def _read(port, options):
    command = [sys.executable, "-m", "tests.faults.reader", str(port), str(options.rate), str(options.seconds)]
    return json.loads(subprocess.run([*command, *ADDRESSES], check=True, capture_output=True).stdout)


def _reading(reading, options):
    by_origin, statuses = reading["times"], reading["statuses"]
    times = [time for of_origin in by_origin.values() for time in of_origin]
    rate = len(times) / reading["seconds"]
    say(f"readers: {rate:.0f} requests a second of {options.rate:.0f}, {_percentiles(times)}, statuses {statuses}")
    for origin, of_origin in sorted(by_origin.items()):
        say(f"  {len(of_origin)} x {origin or 'not from the response cache'}: {_percentiles(of_origin)}")
    if reading["problems"]:
        yield f"Readers got no answer: {reading['problems']}."
    if set(statuses) != {"200"}:
        yield f"Readers got other statuses than 200: {statuses}."
    if options.p99 and _percentile(by_origin.get("bay-street; hit"), 99) * 1000 > options.p99:
        yield f"More than 1 % of the responses from memory took longer than {options.p99:.0f} ms."


def _editing(editors, seconds):
    answers = [answer for editor in editors for answer in editor.answers]
    forms = [time for method, status, time in answers if method == "POST"]
    statuses = Counter(f"{method} {status}" for method, status, _ in answers)
    done = sum((editor.done for editor in editors), Counter())
    say(f"{len(editors)} editors: {len(answers)} requests in {seconds:.0f} s, {dict(statuses)}")
    say(f"  done: {dict(done)}; time of a form: {_percentiles(forms)}")
    if not done["save"] or not done["publish"]:
        yield "No editor saved and published."
    for editor in editors:
        yield from editor.problems()


def _problems_in(log):
    """Return what the server and the worker complained about."""
    lines = [line for line in log.splitlines() if "database is locked" in line or line.startswith("Traceback")]
    if not lines:
        return []
    say(log)
    return [f"The server or the worker logged {len(lines)} errors."]


def _percentile(times, percent):
    """Return the least time within which `percent` of the requests were done."""
    return sorted(times)[max(0, -(-len(times) * percent // 100) - 1)] if times else 0


def _percentiles(times):
    p50, p99, longest = (_percentile(times, percent) * 1000 for percent in (50, 99, 100))
    return f"p50 {p50:.0f} ms, p99 {p99:.0f} ms, longest {longest:.0f} ms"


class Editor:
    """A member of staff with a page of their own. `answers` are method, status and seconds of each request."""

    def __init__(self, running, number):
        self._port = running.port
        self._random = Random(number)  # noqa: S311
        self._staff = Staff(running.port, f"editor{number}")
        self._staff.on_response(self._record)
        self.page = StandardPageFactory(parent=running.content.home, title="0", slug=f"edited-{number}")
        self.answers, self.done, self.failed, self._published = [], Counter(), Counter(), None

    def _record(self, response, **options):
        self.answers.append((response.request.method, response.status_code, response.elapsed.total_seconds()))

    def work(self, is_over, pause):
        number = 0
        while not is_over.wait(self._random.uniform(0, 2 * pause)):
            number += 1
            self._act(str(number))
        connection.close()

    def _act(self, title):
        action = self._random.choice(["save", "publish"]) if self._random.random() > UPLOADS else "upload"
        if action == "upload":
            done = self._staff.upload(f"{self.page.slug} {title}")
        else:
            done = self._staff.save(self.page, title, publish=action == "publish")
        (self.done if done else self.failed)[action] += 1
        if done and action == "publish":
            self._published = title

    def problems(self):
        if self.failed:
            yield f"The editor of {self.page.slug} failed: {dict(self.failed)}."
        if wrong := {status for _, status, _ in self.answers if status >= 400}:
            yield f"The editor of {self.page.slug} got the statuses {wrong}."
        if self._published:
            status, _, body = ask(self._port, f"/{self.page.slug}/")
            if status != 200 or f"<h1>{self._published}</h1>" not in body.decode().replace("\n", ""):
                yield f"Visitors do not get version {self._published} of {self.page.slug}."
