"""Send hostile requests to all routes, as a visitor, an app and each role: `python -m tests.faults hostile`.

It prints how often each status was sent, and fails on a status from 500, on a request without an answer, on a secret
that a visitor or an app gets, and on a server whose memory grows. A request follows from its number and the seed:
`--only NUMBER` sends it alone.
"""

import argparse
import re
import socket
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from django.contrib.auth.models import Group, User
from django.test import Client

from cms.api.tokens.models import ApiToken, Scope
from cms.roles.declaration import Role
from tests.faults.hostile_bodies import body
from tests.faults.processes import ask, say, site, wait_for_tasks
from tests.faults.routes import Routes
from tests.faults.secret_words import hide_secrets

THREADS = 12
PATIENCE = 120
"""After how many seconds a request has no answer."""
PARTS = 10
"""After how many parts of the requests the memory is measured."""
WARM_UP = 3
"""How many parts a server has to fill its caches."""
GROWTH = 1.3
"""How many times the memory at the end may be what it was then."""
LOG_IN_AGAIN = 200
"""After how many requests of a role its session is checked, since a request may have ended it."""
CSRF_TOKEN = "a" * 32
SAFE = ("GET", "GET", "GET", "GET", "HEAD", "OPTIONS", "TRACE")
UNSAFE = ("POST", "POST", "POST", "POST", "POST", "PUT", "PATCH", "DELETE", "FOO", "get", "M" * 300)
HEADERS = (
    *("Accept: text/html", "Accept: application/json", "Accept: */*;q=x", "Accept: " + "a/b," * 2000, "Accept: \xff"),
    *(
        "Accept-Language: de",
        "Accept-Language: " + "x-" * 3000,
        "Accept-Encoding: identity;q=0",
        "Accept-Encoding: \0x",
    ),
    *("Range: bytes=0-1", "Range: bytes=-1", "Range: bytes=9-1", "Range: bytes=" + "0-1," * 500, "Range: pages=1-2"),
    *("If-None-Match: *", 'If-None-Match: "', "If-Modified-Since: yesterday", "If-Match: W/x", "If-Range: \xe9"),
    *(
        "Cookie: sessionid=\xff",
        "Cookie: sessionid=' OR 1=1",
        "Cookie: a=" + "b" * 9000,
        "Cookie: =;;=",
        "Cookie: messages=x",
    ),
    *("Authorization: Bearer", "Authorization: Basic %%%", "Authorization: Bearer bst_00000000_" + "a" * 43),
    *(
        "X-Forwarded-For: " + "1.1.1.1," * 300,
        "X-Forwarded-For: \xe9",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: x",
    ),
    *("X-Requested-With: XMLHttpRequest", "X-HTTP-Method-Override: DELETE", "Content-Encoding: gzip", "Expect: x"),
    *(
        "Origin: null",
        "Origin: https://evil.example",
        "Referer: https://evil.example/\xff",
        "X-Long: " + "a" * 30_000,
    ),
    *(
        'Forwarded: for="_x";host=evil',
        "Upgrade: h2c",
        "X-Request-ID: \xff\xfe",
        "traceparent: 00-x",
        "Via: 1.1 \xe9",
    ),
    *("Access-Control-Request-Method: FOO", "Sec-Fetch-Site: cross-site", "Purpose: prefetch", "X-CSRFToken: \xff"),
)
HOSTS = ("evil.example", "localhost:99999", "[::1", "a" * 300, "", "local_host", "x@localhost", "localhost\xff")


def main(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.faults hostile", description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.add_argument("--only", type=int, help="send the request with this number, and print the response")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryFile("w+", errors="replace") as log, site(log=log) as running:
        run = Run(running, options.seed)
        wait_for_tasks()
        if options.only is not None:
            say(f"{run.request(options.only)[1][:3000]}\n{run.send(options.only)[1][:3000]}")
            problems = []
        else:
            problems = run.all(options.requests)
        log.seek(0)
        for place in sorted(set(_tracebacks(log.read())))[:20]:
            say(place)
    for problem in problems:
        say(problem)
    return 1 if problems else 0


class Person:
    """Who sends requests. `role` is None for a visitor and an app."""

    def __init__(self, name, role=None, header=""):
        self.name, self.role, self.header, self.number = name, role, header, 0

    def log_in(self):
        """Begin a session. It makes the account, or puts it right."""
        user, _ = User.objects.update_or_create(username=self.name, defaults={"is_active": True, "is_staff": True})
        user.groups.set([Group.objects.get(name=self.role.label)])
        client = Client()
        client.force_login(user)
        self.header = f"Cookie: sessionid={client.cookies['sessionid'].value}; csrftoken={CSRF_TOKEN}"

    def is_logged_in(self, port):
        answer = ask(port, "/admin/", timeout=PATIENCE, Cookie=self.header.partition(": ")[2])
        return bool(answer) and answer[0] == 200


class Run:
    def __init__(self, running, seed):
        self._port, self._seed, self._server = running.port, seed, running.server
        self.secrets = hide_secrets(running.content)
        token = ApiToken(name="App", scopes=[Scope.READ_PUBLIC, Scope.SUBMIT_FORMS])
        secret = token.make_secret()
        token.save()
        self._outsiders = [
            Person("visitor"),
            Person("visitor with a cookie", header=f"Cookie: csrftoken={CSRF_TOKEN}"),
            Person("app", header=f"Authorization: Bearer {secret}"),
        ]
        self._roles = [Person(role.value, role) for role in Role]
        for person in self._roles:
            person.log_in()
        self._routes = Routes(running.content)
        self.statuses, self.problems, self.lost_sessions = Counter(), [], 0
        self._lock = threading.Lock()

    def request(self, number):
        """Return who sends request `number`, its bytes, and whether it ends before its body does."""
        random = Random(f"{self._seed} {number}")  # noqa: S311 - chance that can be repeated
        person = random.choice([*self._outsiders * 2, *self._roles])
        method = random.choice(SAFE if random.random() < 0.55 else UNSAFE)
        address = self._routes.address(random, is_safe=method in SAFE)
        host = random.choice(HOSTS) if random.random() < 0.03 else f"localhost:{self._port}"
        lines = [f"{method} {address} HTTP/1.1", f"Host: {host}", "Connection: close"]
        lines += [person.header] if person.header else []
        lines += random.sample(HEADERS, random.choice([0, 0, 1, 2, 4]))
        content = b""
        if method in UNSAFE or random.random() < 0.05:
            kind, content = body(random, CSRF_TOKEN if random.random() < 0.8 else "")
            lines += [f"Content-Type: {kind}", f"Origin: http://localhost:{self._port}"]
        length = len(content)
        if is_cut := random.random() < 0.01:
            length += 50
        if content or is_cut:
            lines.append(f"Content-Length: {length}")
        return person, "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + content, is_cut

    def send(self, number):
        """Send request `number`. Return its status, or None if there was no answer, and the response."""
        person, raw, is_cut = self.request(number)
        response = _exchange(self._port, raw, is_cut)
        found = re.match(rb"HTTP/1\.[01] (\d{3})", response)
        return (int(found[1]) if found else None), response, person, is_cut

    def all(self, requests):
        """Send all requests, print the figures, and return sentences about what is wrong."""
        began, sizes = time.monotonic(), []
        for part in range(PARTS):
            self._send_all(range(requests * part // PARTS, requests * (part + 1) // PARTS))
            sizes.append(_private_memory(self._server.pids()))
            say(f"  {part + 1} of {PARTS} parts: {sizes[-1]:.0f} MB private memory of the server")
        seconds = time.monotonic() - began
        say(f"{requests} requests in {seconds:.0f} s, {len(self._routes.templates)} routes, seed {self._seed}")
        say(f"  statuses: {dict(sorted(self.statuses.items(), key=str))}; sessions that ended: {self.lost_sessions}")
        if sizes[-1] > sizes[WARM_UP - 1] * GROWTH:
            self.problems.append("The memory of the server grows.")
        return self.problems

    def _send_all(self, numbers):
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(self._try, numbers))  # raises the error of a thread

    def _try(self, number):
        status, response, person, is_cut = self.send(number)
        with self._lock:
            self.statuses[status] += 1
        if status is None and not is_cut:
            self.problems.append(f"Request {number} of {person.name} has no answer: {self.request(number)[1][:300]}")
        if status is not None and status >= 500:
            self.problems.append(f"Request {number} of {person.name} got {status}: {self.request(number)[1][:300]}")
        if person in self._outsiders:
            leaks = [place for word, place in self.secrets.items() if word in response.lower()]
            self.problems += [f"Request {number} of {person.name} shows {place}." for place in leaks]
        else:
            self._keep_logged_in(person)

    def _keep_logged_in(self, person):
        with self._lock:
            person.number += 1
            if person.number % LOG_IN_AGAIN == 0 and not person.is_logged_in(self._port):
                self.lost_sessions += 1
                person.log_in()


def _exchange(port, raw, is_cut):
    """Send bytes, and return the bytes that come back."""
    received = b""
    try:
        with socket.create_connection(("127.0.0.1", port), PATIENCE) as client:
            try:
                client.sendall(raw)
                if is_cut:
                    client.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # The server may answer before it has read everything.
            while data := client.recv(1 << 16):
                received += data
    except OSError:
        pass  # What came until then is the answer.
    return received


def _private_memory(pids):
    """Return the memory of the processes that they share with no other one, in MB."""
    total = 0
    for pid in pids:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += sum(int(size) for size in re.findall(r"^Private_\w+:\s+(\d+)", rollup, re.M))
    return total / 1024


def _tracebacks(log):
    """Yield the last lines of the traceback of each error in a log."""
    for block in log.split("Internal Server Error: ")[1:]:
        lines = re.match(r".*\nTraceback.*(?:\n .*)*\n.*", block)
        yield "\n".join((lines[0] if lines else block[:2000]).splitlines()[-9:])
