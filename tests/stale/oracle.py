"""Compare what servers send from memory with what is rendered anew."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, contextmanager
from itertools import islice

from django.db import transaction
from django.test import Client

from cms.content_stamp.reading import current_stamp
from cms.content_stamp.writes import settle
from tests.stale.changes import CHANGES, NO_CONTENT
from tests.stale.site import ChangingSite

HOST = "testserver"
PATIENCE = 300
"""Seconds that a server may take to start."""


class Oracle:
    """Makes random changes of a site, and finds responses that do not show them."""

    def __init__(self, seed, sample=12):
        self.site = ChangingSite(seed)
        self.site.look = self._look
        self.sample = sample
        self.made, self.stale, self.needless = Counter(), [], Counter()
        self.servers = []
        self._addresses = []

    def run(self, count, kinds=CHANGES):
        """Make `count` changes of these kinds. After each, every server has to send what is rendered anew."""
        for number, name in enumerate(islice(self._in_turn(list(kinds)), count)):
            self._addresses = self._some_addresses()
            self._look()
            before = current_stamp()
            CHANGES[name](self.site)
            settle()  # as at the end of a request
            self.made[name] += 1
            if name in NO_CONTENT and current_stamp() != before:
                self.needless[name] += 1
            self._compare(name, number)

    def _in_turn(self, names):
        """Yield each kind in each round, in an order by chance."""
        while True:
            self.site.random.shuffle(names)
            yield from names

    def _some_addresses(self):
        addresses = self.site.addresses()
        return self.site.random.sample(addresses, min(self.sample, len(addresses)))

    def _look(self):
        """Ask each server for each address, so that it keeps the response."""
        for address in self._addresses:
            for port in self.servers:
                ask(port, address)

    def _compare(self, name, number):
        for address in self._addresses:
            fresh = [render(address)]
            sent = [ask(port, address) for port in self.servers]
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
    """Return the status and the body of the response, rendered within a transaction, where nothing is kept."""
    with transaction.atomic():
        response = Client().get(address, headers={"host": HOST, "accept-encoding": "identity"})
        return response.status_code, b"".join(response)


@contextmanager
def servers(count):
    """Run server processes on the database of this process, and yield their ports."""
    ports = [_free_port() for _ in range(count)]
    processes = [
        subprocess.Popen([sys.executable, "-m", "tests.stale.server", str(port)], env=os.environ) for port in ports
    ]
    try:
        for port in ports:
            _wait_for(port)
        yield ports
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _free_port():
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]


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
