"""Take away the database, Redis and the storage, and give them back: `python -m tests.faults outages --seconds 30`.

It needs PostgreSQL (`DATABASE_URL`), Redis (`CACHE_URL`) and, for a full storage, the right to mount a file system.
It prints what visitors and staff got meanwhile, and how long the recovery took, and fails if an answer was wrong.
"""

import argparse
import os
import shutil
import subprocess
import time
from collections import Counter
from contextlib import contextmanager

from django.conf import settings

from cms.testing.factories import ConsentFactory, ImageFactory
from gallery.models import GalleryPage
from home.models import StandardPage
from tests.faults.processes import ask, say, site, wait_for_tasks
from tests.faults.proxy import Proxy
from tests.faults.staff import Staff
from tests.gallery.factories import CasePageFactory, pairs
from tests.home.factories import StandardPageFactory

PAGES = ("/about/", "/contact/", "/procedures/", "/api/v2/pages/?type=home.StandardPage")
"""Responses that show no patient."""
CASE = "/gallery/album/shown/"
LONGEST_RECOVERY = 60
MOUNT = shutil.which("mount")


def main(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.faults outages", description=__doc__)
    parser.add_argument("--seconds", type=int, default=30, help="how long each of them is away (default: 30)")
    seconds = parser.parse_args(arguments).seconds
    problems = []
    with (
        Proxy(os.environ["DATABASE_URL"]) as database,
        Proxy(os.environ["CACHE_URL"]) as redis,
        storage() as folder,
        site(DATABASE_URL=database.url, CACHE_URL=redis.url) as running,
    ):
        visit = Visit(running)
        problems += database_away(visit, database, seconds)
        problems += redis_away(visit, redis, seconds)
        problems += storage_full(visit, folder) if folder else []
    for problem in problems:
        say(problem)
    return 1 if problems else 0


class Visit:
    """What visitors and staff ask for."""

    def __init__(self, running):
        self.port = running.port
        consent = ConsentFactory()
        images = ImageFactory(consent=consent), ImageFactory(consent=consent)
        album = GalleryPage.objects.get()
        CasePageFactory(parent=album, title="Shown", slug="shown", consent=consent, pairs=pairs(images))
        self.page = StandardPageFactory(parent=running.content.home, title="0", slug="edited")
        self.staff = Staff(self.port, "editor1")

    def pages(self):
        """Return how often each status was sent, for pages without patients."""
        return Counter(answer[0] if (answer := ask(self.port, address)) else None for address in PAGES)

    def case(self):
        answer = ask(self.port, CASE)
        return answer and answer[0]

    def keep(self):
        """Let each process keep the pages, once the worker has made all images."""
        wait_for_tasks()
        for _ in range(20):
            self.pages()
            self.case()

    def admin(self):
        """Return status and text of the first page of the admin."""
        answer = ask(self.port, "/admin/", Cookie=f"sessionid={self.staff.session}")
        return answer and (answer[0], answer[2].decode())

    def recovery(self):
        """Return after how many seconds staff can publish and visitors see it, or None."""
        began = time.monotonic()
        while time.monotonic() < began + LONGEST_RECOVERY:
            title = f"{time.monotonic()}"
            if self.staff.save(self.page, title, publish=True):
                answer = ask(self.port, "/edited/")
                if answer and answer[0] == 200 and title in answer[2].decode():
                    return time.monotonic() - began
            time.sleep(0.2)
        return None


def database_away(visit, database, seconds):
    visit.keep()
    database.cut()
    pages, cases, admin = Counter(), Counter(), Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pages += visit.pages()
        cases[visit.case()] += 1
        answer = visit.admin()
        admin[answer and answer[0], bool(answer) and "try again" in answer[1]] += 1
        logins = ask(visit.port, "/admin/login/", "POST", "login=a&password=b")
    database.restore()
    recovery = visit.recovery()
    say(f"database away {seconds} s: pages {dict(pages)}, a case {dict(cases)}, the admin {dict(admin)},")
    say(f"  a login {logins and logins[0]}; recovered after {recovery:.1f} s" if recovery else "  did not recover")
    if set(pages) != {200}:
        yield "Pages did not all come from memory while the database was away."
    if set(cases) != {503}:
        yield "A patient was shown while the database was away."
    if set(admin) != {(503, True)}:
        yield "The admin did not say that the database is away."
    if not recovery:
        yield "The site did not recover."


def redis_away(visit, redis, seconds):
    visit.keep()
    redis.cut()
    pages, logins = Counter(), []
    end = time.monotonic() + seconds
    for _ in range(8):
        logins.append(_log_in(visit))
    while time.monotonic() < end:
        pages += visit.pages() + Counter([visit.case()])
    redis.restore()
    recovery = visit.recovery()
    say(f"Redis away {seconds} s: pages {dict(pages)}, wrong logins {logins}; recovered after {recovery or -1:.1f} s")
    if set(pages) != {200}:
        yield "Pages were missing while Redis was away."
    if 429 not in logins[-2:]:
        yield "Logins were not limited while Redis was away."
    if not recovery:
        yield "The site did not recover."


def _log_in(visit):
    host = f"localhost:{visit.port}"
    headers = {"Host": host, "Origin": f"http://{host}", "Content-Type": "application/x-www-form-urlencoded"}
    page = ask(visit.port, "/admin/login/")
    token = page[1].get("Set-Cookie", "").partition("csrftoken=")[2].partition(";")[0]
    body = f"login=editor1&password=wrong&csrfmiddlewaretoken={token}"
    answer = ask(visit.port, "/admin/login/", "POST", body, Cookie=f"csrftoken={token}", **headers)
    return answer and answer[0]


def storage_full(visit, folder):
    """Fill the storage, make it read-only, and give it back."""
    visit.keep()
    filler = folder / "filler"
    with filler.open("wb") as file:
        try:
            while True:
                file.write(bytes(1 << 16))
        except OSError as error:
            say(f"storage: {error.strerror}")
    full = visit.staff.upload_problem("Too much")
    saved = visit.staff.save(visit.page, "While it is full", publish=True)
    filler.unlink()
    subprocess.run([MOUNT, "-o", "remount,ro", str(folder)], check=True)
    read_only, pages = visit.staff.upload_problem("Too much"), visit.pages()
    subprocess.run([MOUNT, "-o", "remount,rw", str(folder)], check=True)
    again = visit.staff.upload("Afterwards")
    say(f"storage full: an upload says “{full}”, publishing a text {'works' if saved else 'fails'};")
    say(f"  read-only: an upload says “{read_only}”, pages {dict(pages)}; given back, an upload works: {again}")
    if not (full and read_only):
        yield "Staff was not told that a file could not be stored."
    if not (saved and again and set(pages) == {200}):
        yield "A full or read-only storage broke more than uploads."
    if StandardPage.objects.get(pk=visit.page.pk).title != "While it is full":
        yield "What was published while the storage was full is lost."


@contextmanager
def storage():
    """Mount a small file system where uploads are stored. Yield its folder, or None if that is not allowed."""
    folder = settings.MEDIA_ROOT
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run([MOUNT, "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        say("No file system could be mounted: a full storage is left out.")
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run([shutil.which("umount"), "--lazy", str(folder)], check=True)
