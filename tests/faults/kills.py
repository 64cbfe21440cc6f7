"""Kill server and worker at random while staff works: `python -m tests.faults kills --kills 200`.

It prints what was acknowledged and what is true afterwards, and fails if anything that was acknowledged is lost, if
anything is half done, if a task does not complete, or if a file without a row is served or stays.
"""

import argparse
import os
import signal
import threading
import time
from collections import Counter
from contextlib import suppress
from io import StringIO
from random import Random

from django.core.management import call_command
from django.db import connection

from cms.consent.models import Consent
from cms.consent.tasks import finish_withdrawals
from cms.images.models import ContentImage
from cms.tasks.queue import tasks
from cms.testing.bodies import text
from cms.testing.factories import ConsentFactory, ImageFactory
from gallery.models import CasePage, GalleryPage
from home.models import StandardPage
from tests.faults.processes import ask, say, site, wait_for, wait_for_tasks
from tests.faults.staff import Staff
from tests.gallery.factories import CasePageFactory, pairs
from tests.home.factories import StandardPageFactory

PAUSE = (0.2, 3)
"""For how many seconds staff works on a server that answers before the next process is killed."""
ALL_AT_ONCE = 0.3
"""How often all processes of the server are killed, and not one."""
CONSENTS = 100


def main(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.faults kills", description=__doc__)
    parser.add_argument(
        "--kills", type=int, default=200, help="how many processes of each kind to kill (default: 200)"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with site(workers=1) as running:  # one starts faster than two
        problems = run(running, options.kills, Random(options.seed))  # noqa: S311
    for problem in problems:
        say(problem)
    return 1 if problems else 0


def run(running, kills, random):
    """Kill each kind of process `kills` times, and return sentences about what is wrong afterwards."""
    is_over = threading.Event()
    journals = [Pages(running, 1), Pages(running, 2), Uploads(running), Withdrawals(running)]
    threads = [threading.Thread(target=journal.work, args=[is_over]) for journal in journals]
    for thread in threads:
        thread.start()
    try:
        for number in range(kills):
            time.sleep(random.uniform(*PAUSE))
            _kill(running.worker, random)
            time.sleep(random.uniform(*PAUSE))
            _kill(running.server, random)
            wait_for(running.port)
            if not (number + 1) % 20:
                say(f"{number + 1} kills of each kind; " + "; ".join(map(str, journals)))
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
    wait_for(running.port)
    finish_withdrawals.call()
    problems = [*_complete_tasks(), *(problem for journal in journals for problem in journal.problems())]
    say(f"{kills} kills of server processes and as many of the worker; " + "; ".join(map(str, journals)))
    return problems + _orphans(running.port)


def _kill(service, random):
    """Kill a process of the service by chance, or all of them."""
    pids = service.pids()
    for pid in pids if random.random() < ALL_AT_ONCE else random.sample(pids, min(1, len(pids))):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _complete_tasks():
    """Wait until the worker has done all tasks, and return what it could not do."""
    if unfinished := wait_for_tasks():
        return [f"{unfinished} tasks did not complete."]
    failed = tasks().filter(status="FAILED").values_list("task_path", flat=True)
    return [f"The task {path} failed." for path in failed]


def _orphans(port):
    """Remove files without a row, and return what is wrong with them."""
    served = [name for name in _orphaned_files() if name.startswith("images/") and ask(port, f"/{name}")[0] == 200]
    call_command("remove_orphaned_files", delete=True, minutes=0, stdout=StringIO())
    problems = [f"{name} has no row and is served." for name in served]
    return problems + [f"{name} has no row and stays." for name in _orphaned_files()]


def _orphaned_files():
    listed = StringIO()
    call_command("remove_orphaned_files", minutes=0, stdout=listed)
    return [line.partition(": ")[2] for line in listed.getvalue().splitlines() if line.startswith("orphaned: ")]


class Journal:
    """What a member of staff tried, and what the server acknowledged."""

    def __init__(self, running, name):
        self.running = running
        self.staff = Staff(running.port, name)
        self.staff.on_response(self._record)
        self.tried, self.done = 0, 0
        self.errors = Counter()

    def _record(self, response, **options):
        """Count errors. 503 says that the database is busy, which staff tries again."""
        if response.status_code >= 500 and response.status_code != 503:
            self.errors[response.request.method, response.status_code] += 1

    def __str__(self):
        return f"{type(self).__name__.lower()}: {self.done} of {self.tried} acknowledged"

    def work(self, is_over):
        while not is_over.is_set() and self.act():
            wait_for(self.running.port)  # an attempt that finds no server would prove nothing
            time.sleep(0.1)
        connection.close()

    def problems(self):
        if self.errors:
            yield f"{type(self).__name__} got errors: {dict(self.errors)}."


class Pages(Journal):
    """Saves and publishes one page in turn."""

    def __init__(self, running, number):
        super().__init__(running, f"editor{number}")
        values = {"title": "0", "summary": "0", "slug": f"edited-{number}", "body": text("<p>0</p>")}
        self.page = StandardPageFactory(parent=running.content.home, **values)
        self.saved, self.published = 0, 0

    def act(self):
        self.tried += 1
        publish = self.tried % 2 == 0
        if self.staff.save(self.page, str(self.tried), publish):
            self.done += 1
            self.saved = self.tried
            self.published = self.tried if publish else self.published
        return True

    def problems(self):
        yield from super().problems()
        page = StandardPage.objects.get(pk=self.page.pk)
        draft = page.get_latest_revision_as_object()
        if int(draft.title) < self.saved:
            yield f"The draft {self.saved} of {page.slug} is lost: {draft.title} is there."
        if int(page.title) < self.published:
            yield f"Version {self.published} of {page.slug} was published, and {page.title} is live."
        for version in (page, draft):
            if f">{version.title}</p>" not in str(version.body) or version.summary != version.title:
                yield f"Version {version.title} of {page.slug} is half of another one."
        if f"<h1>{page.title}</h1>" not in ask(self.running.port, page.url)[2].decode().replace("\n", ""):
            yield f"Visitors do not get version {page.title} of {page.slug}."


class Uploads(Journal):
    """Uploads images."""

    def __init__(self, running):
        super().__init__(running, "photographer")
        self.titles = []

    def act(self):
        self.tried += 1
        if self.staff.upload(title := f"Upload {self.tried}"):
            self.done += 1
            self.titles.append(title)
        return True

    def problems(self):
        yield from super().problems()
        for title in self.titles:
            if not ContentImage.objects.filter(title=title).exists():
                yield f"{title} is lost."
        for image in ContentImage.objects.filter(consent=None):
            if not image.file.storage.exists(image.file.name):
                yield f"{image} has no file."
            for rendition in image.renditions.all():
                if not rendition.file.storage.exists(rendition.file.name):
                    yield f"{rendition} of {image} has no file."


class Withdrawals(Journal):
    """Withdraws consents, each of which has a case with two photographs."""

    def __init__(self, running):
        super().__init__(running, "privacy_officer")
        album = GalleryPage.objects.get()
        self.cases, self.withdrawn = [], []
        for number in range(CONSENTS):
            consent = ConsentFactory()
            images = ImageFactory(consent=consent), ImageFactory(consent=consent)
            slug = f"withdrawn-{number}"
            case = CasePageFactory(parent=album, title=slug, slug=slug, consent=consent, pairs=pairs(images))
            self.cases.append(case)

    def act(self):
        if self.tried == len(self.cases):
            return False
        case = self.cases[self.tried]
        self.tried += 1
        if self.staff.withdraw(case.consent):
            self.done += 1
            self.withdrawn.append(case)
        return True

    def problems(self):
        yield from super().problems()
        for case in self.cases:
            consent = Consent.objects.get(pk=case.consent_id)
            if case in self.withdrawn and not consent.withdrawn_at:
                yield f"The withdrawal of {consent.code} is lost."
            if consent.withdrawn_at:
                if ask(self.running.port, case.url)[0] != 404:
                    yield f"{case.url} is shown although {consent.code} is withdrawn."
                if CasePage.objects.get(pk=case.pk).live:
                    yield f"{case.url} is live although {consent.code} is withdrawn."


if __name__ == "__main__":
    main()
