"""Cut the power of a server with SQLite: `python -m tests.faults power --cuts 200`. It needs `strace`.

Staff publishes and withdraws while strace records what the server writes and when it syncs. For each cut, the
database is rebuilt as the disk may have it at that moment: all writes that were synced, and none or some of the later
ones. It fails if a rebuilt database is damaged or lacks a change that was acknowledged before.

`--synchronous NORMAL` shows that the search finds lost changes: it is expected to fail.
"""

import argparse
import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from random import Random

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from cms.consent.models import Consent
from cms.content_stamp.reading import close_reader
from cms.delivery.server import server_command
from cms.testing.factories import ConsentFactory
from tests.faults.disk import writes_in
from tests.faults.processes import Service, free_port, say, wait_for
from tests.faults.staff import Staff
from tests.home.factories import StandardPageFactory
from tests.stale.site import ChangingSite

TRACE = "-f -y -ttt -xx -s 10000000 --seccomp-bpf -e trace=pwrite64,fdatasync,fsync,ftruncate -o"


def main(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.faults power", description=__doc__)
    parser.add_argument("--cuts", type=int, default=200, help="default: %(default)s")
    parser.add_argument("--changes", type=int, default=40, help="how often staff publishes (default: %(default)s)")
    parser.add_argument("--synchronous", default="FULL", help="of SQLite (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    options = parser.parse_args(arguments)
    if connection.vendor != "sqlite" or not shutil.which("strace"):
        say("It needs SQLite and strace.")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        run = Run(Path(folder), options.changes, options.synchronous)
        problems = run.cut(options.cuts, Random(options.seed))  # noqa: S311
    for problem in problems[:20]:
        say(problem)
    return 1 if problems else 0


class Run:
    """Staff at work at a server that is traced. `acknowledged` are times, queries, and their results at least."""

    def __init__(self, folder, changes, synchronous):
        self._folder, self.acknowledged = folder, []
        self._database = Path(settings.DATABASES["default"]["NAME"])
        call_command("migrate", verbosity=0)
        home, port = ChangingSite(seed=1).home, free_port()
        self._page = StandardPageFactory(parent=home, title="0", slug="edited")
        self._consents = [ConsentFactory() for _ in range(changes // 4)]
        staff = Staff(port, "editor1")
        self._keep_first_state()
        command = [shutil.which("strace"), *TRACE.split(), str(folder / "trace"), *server_command(port, workers=1)]
        server = Service(command, os.environ | {"SQLITE_SYNCHRONOUS": synchronous})
        try:
            wait_for(port)
            self._work(staff, changes)
        finally:
            server.stop()

    def _keep_first_state(self):
        """Copy the database, with all of its log in the file, before the server starts."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()
        close_reader()
        shutil.copyfile(self._database, self._folder / "first")

    def _work(self, staff, changes):
        consents = iter(self._consents)
        for number in range(1, changes + 1):
            if staff.save(self._page, str(number), publish=True):
                query = f"SELECT title >= {number} FROM wagtailcore_page WHERE id = {self._page.pk}"  # noqa: S608
                self.acknowledged.append((time.time(), query.replace("title", "CAST(title AS INTEGER)")))
            if number % 4 == 0 and staff.withdraw(consent := next(consents)):
                table = Consent._meta.db_table
                query = f"SELECT withdrawn_at IS NOT NULL FROM {table} WHERE id = {consent.pk}"  # noqa: S608
                self.acknowledged.append((time.time(), query))

    def cut(self, cuts, random):
        """Cut the power at random moments, print the figures, and return sentences about what is wrong."""
        writes = writes_in(self._folder / "trace", self._database)
        first, last = self.acknowledged[0][0], self.acknowledged[-1][0]
        problems, checked = [], 0
        for _ in range(cuts):
            moment = random.uniform(first, last)
            with closing(self._rebuild(writes, moment, random)) as database:
                (verdict,) = database.execute("PRAGMA integrity_check").fetchone()
                lost = [
                    query
                    for at, query in self.acknowledged
                    if at < moment and not database.execute(query).fetchone()[0]
                ]
            checked += sum(at < moment for at, _ in self.acknowledged)
            problems += [f"The database is damaged: {verdict}"] if verdict != "ok" else []
            problems += [f"Lost although acknowledged: {query}" for query in lost]
        syncs = sum(write.is_sync for write in writes)
        say(f"{len(self.acknowledged)} changes acknowledged, {len(writes) - syncs} writes, {syncs} syncs;")
        say(f"  {cuts} cuts of the power: {checked} acknowledged changes looked for, {len(problems)} problems")
        return problems if checked else ["No change was acknowledged."]

    def _rebuild(self, writes, moment, random):
        """Return a connection to the database as the disk may have it at `moment`."""
        path = self._folder / "rebuilt"
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self._folder / "first", path)
        survive = random.choice([0, 0.5])
        later = {"": [], "-wal": []}
        for write in writes:
            if write.at > moment:
                break
            if write.is_sync:
                for pending in later[write.suffix]:
                    pending.apply(path)
                later[write.suffix] = []
            else:
                later[write.suffix].append(write)
        for pending in [*later[""], *later["-wal"]]:
            if random.random() < survive:
                pending.apply(path)
        return sqlite3.connect(path)
