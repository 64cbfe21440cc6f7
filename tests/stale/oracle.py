"""Compare what servers send from memory with what is rendered anew."""

import http.client
import subprocess
import time
from collections import Counter, deque
from contextlib import closing, contextmanager, suppress
from itertools import count, islice
from threading import Event, Thread

from django.test import Client

from cms.content_stamp import kept, writes
from cms.content_stamp.reading import current_stamp
from cms.delivery.server import server_command
from cms.publishing.rules import PublishingRefusedError
from tests.ports import free_port
from tests.stale.changes import CHANGES, NO_CONTENT

HOST = "testserver"
LOAD = 4
"""How many pages that were asked for during a change are compared after it."""
PHASE = 0.05
"""In seconds: changes begin at different moments of the renderings."""
STEP = 50
"""Progress is told after so many changes."""
PATIENCE = 300
"""Seconds that a server may take to start."""


class Oracle:
    """Makes random changes of a site, and finds responses that do not show them.

    After each change it compares all addresses, or `sample` of them by chance.
    """

    def __init__(self, site, servers, sample=None, on_progress=None):
        self.site = site
        self.on_progress = on_progress or (lambda sentence: None)
        site.look, site.command = self._look, self._command
        self.sample = sample
        self.made, self.stale, self.needless = Counter(), [], Counter()
        self.servers = servers
        self._addresses = []

    def run(self, changes, kinds=CHANGES, until_stale=False):
        """Make `changes` changes of these kinds. After each, every server has to send what is rendered anew."""
        for number, name in enumerate(islice(self._in_turn(list(kinds)), changes)):
            self._addresses = self._some(self.site.addresses())
            self._look()
            before = current_stamp()
            with self._load() as asked:
                # Publishing is refused if a claim or a consent of the page has ended.
                with suppress(PublishingRefusedError):
                    CHANGES[name](self.site)
                writes.settle()  # as at the end of a request
            self.made[name] += 1
            if name in NO_CONTENT and current_stamp() != before:
                self.needless[name] += 1
            self._compare(name, number, asked)
            if not (number + 1) % STEP:
                self.on_progress(f"{number + 1} changes, {len(self.stale)} stale responses")
            if self.stale and until_stale:
                return

    def _in_turn(self, names):
        """Yield each kind in each round, in an order by chance."""
        while True:
            self.site.random.shuffle(names)
            yield from names

    def _some(self, addresses):
        return self.site.random.sample(addresses, min(self.sample or len(addresses), len(addresses)))

    def _look(self):
        """Ask each server for each address, so that it keeps the response."""
        for address in self._addresses:
            for port in self.servers:
                ask(port, address)

    def _command(self, path):
        for port in self.servers:
            ask(port, path)

    @contextmanager
    def _load(self):
        """Let visitors ask for pages meanwhile, and yield the addresses of the last ones."""
        asked, is_over, has_begun = deque(maxlen=LOAD), Event(), Event()
        pages = [address for address in self._addresses if address.endswith("/") and "/api/" not in address]

        def visit():
            for number in count():
                asked.append(f"{pages[number % len(pages)]}?number={number}")
                for port in self.servers:
                    ask(port, asked[-1])
                has_begun.set()
                if is_over.is_set():
                    return

        visitor = Thread(target=visit)
        if pages:
            visitor.start()
            has_begun.wait(PATIENCE)
            time.sleep(self.site.random.uniform(0, PHASE))
        try:
            yield asked
        finally:
            is_over.set()
            if pages:
                visitor.join()

    def _compare(self, name, number, asked):
        kept._current = kept.Generation(stamp=None, ends_at=0)  # forget what this process has kept
        for address in [*asked, *dict.fromkeys(self._addresses + self._some(self.site.addresses()))]:
            sent = [ask(port, address) for port in self.servers]
            fresh = [render(address)]
            if any(response not in fresh for response in sent):
                fresh.append(render(address))  # something may have expired since the first rendering
            self.stale += [
                f"{number}: after {name}, {address} of server {position} is stale"
                for position, response in enumerate(sent)
                if response not in fresh
            ]


def ask(port, address):
    """Return the status and the body of the response of a server."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as server:
        server.request("GET", address, headers={"Host": HOST, "Accept-Encoding": "identity"})
        response = server.getresponse()
        return response.status, response.read()


def render(address):
    """Return the status and the body of the response, rendered by this process, which has no response cache."""
    response = Client().get(address, headers={"host": HOST, "accept-encoding": "identity"})
    return response.status_code, b"".join(response)


@contextmanager
def servers(count):
    """Run server processes on the database of this process, and yield their ports."""
    ports = [free_port() for _ in range(count)]
    commands = [server_command(port, workers=1, application="tests.stale.server:application") for port in ports]
    processes = [subprocess.Popen(command) for command in commands]
    try:
        for port in ports:
            _wait_for(port)
        yield ports
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def _wait_for(port):
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            ask(port, "/robots.txt")
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
