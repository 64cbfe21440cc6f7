"""Back up a site in use, restore it elsewhere, and compare: `python -m tests.faults backups --editors 5 --rate 50`.

While the archive is made, visitors read, editors save drafts, and one publishes a page and uploads an image in turn.
After each of these steps, all public addresses are visited. The restored site has to answer like the site after one
of the steps: the same bytes at every address. Then a consent is withdrawn, and the archive is restored again, with
the list of tombstones: the pages of the patient have to stay away.
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pyrage
from django.conf import settings

from cms.backup.answers import public_answers
from cms.backup.making import newest_archive
from cms.backup.rehearsal import restored_answers
from cms.testing.factories import ImageFactory
from gallery.models import CasePage
from tests.faults.editors import ADDRESSES
from tests.faults.processes import say, site, wait_for_tasks
from tests.faults.staff import Staff
from tests.home.factories import StandardPageFactory

PAUSE = 1
"""Seconds between two saves of an editor."""
READING = 3
"""For how many seconds a process of readers asks."""


def main(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.faults backups", description=__doc__)
    parser.add_argument("--editors", type=int, default=5, help="default: %(default)s")
    parser.add_argument("--rate", type=float, default=50, help="requests of visitors a second (default: %(default)s)")
    parser.add_argument("--images", type=int, default=100, help="images of the site (default: %(default)s)")
    options = parser.parse_args(arguments)
    identity = pyrage.x25519.Identity.generate()
    key = Path(settings.DATA_DIR) / "key.txt"
    key.write_text(f"{identity}\n")
    os.environ["BACKUP_RECIPIENTS"] = str(identity.to_public())
    with site() as running:
        problems = run(running, key, options)
    for problem in problems:
        say(problem)
    return 1 if problems else 0


def run(running, key, options):
    """Back up, restore twice, print the figures, and return sentences about what is wrong."""
    publisher = Publisher(running)
    for _ in range(options.images):
        ImageFactory()
    wait_for_tasks()
    with _load(running, options) as problems:
        states, seconds = _back_up(publisher)
    archive = newest_archive()
    say(f"backup: {seconds:.0f} s, {archive.stat().st_size / 1e6:.1f} MB; {len(states)} states of the site meanwhile")
    restored = restored_answers(archive, key, settings.TOMBSTONES)
    different = min((_different(restored, state) for state in states), key=len)
    say(f"restored: {len(restored)} public addresses, {len(restored) - len(different)} with the same bytes")
    problems += [f"{address} of the restored site differs." for address in different]
    return problems + _withdraw(running, archive, key, restored)


def _different(restored, state):
    return sorted(url for url in restored.keys() | state.keys() if restored.get(url) != state.get(url))


def _back_up(publisher):
    """Make a backup while `publisher` works. Return the public answers after each of its steps, and the seconds."""
    states, began = [public_answers()], time.monotonic()
    backup = subprocess.Popen([sys.executable, "manage.py", "backup"], stdout=subprocess.DEVNULL)
    while backup.poll() is None:
        publisher.act()
        wait_for_tasks()
        states.append(public_answers())
    if backup.returncode:
        raise RuntimeError("The backup failed.")
    return states, time.monotonic() - began


def _withdraw(running, archive, key, before):
    """Withdraw a consent, restore the archive again, and return sentences about what of the patient is shown."""
    case = CasePage.objects.live().first()
    if not Staff(running.port, "privacy_officer").withdraw(case.consent):
        return ["The consent was not withdrawn."]
    wait_for_tasks()
    hidden = before.keys() - public_answers().keys()
    after = restored_answers(archive, key, settings.TOMBSTONES)
    say(f"withdrawn since: {len(hidden)} addresses that the archive still has, {case.slug} among them")
    problems = [f"{url} shows what was withdrawn." for url in sorted(hidden) if after.get(url, [404])[0] == 200]
    return problems + ([] if any(f"/{case.slug}/" in url for url in hidden) else ["The case is not hidden."])


@contextmanager
def _load(running, options):
    """Let editors save drafts and visitors read meanwhile. Yield a list, which gets sentences about what is wrong."""
    is_over, saved, statuses, problems = threading.Event(), Counter(), Counter(), []

    def edit(staff, page):
        while not is_over.wait(PAUSE):
            saved[staff.save(page, f"Draft {sum(saved.values())}")] += 1

    def read():
        command = [sys.executable, "-m", "tests.faults.reader", str(running.port), str(options.rate), str(READING)]
        while not is_over.is_set():
            done = subprocess.run([*command, *ADDRESSES], check=True, capture_output=True)
            statuses.update(json.loads(done.stdout)["statuses"])

    pages = [StandardPageFactory(parent=running.content.home, live=False) for _ in range(options.editors)]
    editors = [(Staff(running.port, f"editor-{number}"), page) for number, page in enumerate(pages)]
    threads = [threading.Thread(target=edit, args=editor) for editor in editors] + [threading.Thread(target=read)]
    for thread in threads:
        thread.start()
    try:
        yield problems
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
    if not saved[True] or saved[False] or set(statuses) != {"200"}:
        problems.append("Editors or readers were refused something, or did nothing.")
    say(f"meanwhile: {saved[True]} drafts saved, {saved[False]} refused; responses by status {dict(statuses)}")


class Publisher:
    """Publishes a page and uploads an image in turn."""

    def __init__(self, running):
        self.staff = Staff(running.port, "publisher")
        self.page = StandardPageFactory(parent=running.content.home, slug="news", title="News")
        self.number = 0

    def act(self):
        self.number += 1
        title = f"News {self.number}"
        done = self.staff.save(self.page, title, publish=True) if self.number % 2 else self.staff.upload(title)
        if not done:
            raise RuntimeError(f"Step {self.number} was not done.")
