"""Measures what an answer costs in this copy, beside an earlier commit, on the sample content and in one run.

Run it as `python bench/reading.py COMMIT` from the folder of the project. Compare the ratios, which are of one run,
rather than milliseconds, which are of one machine. It counts the time of the processor, in rounds that take turns
between the two copies, and takes the median of the rounds. The queries are those of a process's first request. If
the earlier commit needs a package that is gone, such as django-ratelimit, name a folder with it in PYTHONPATH.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
ADDRESSES = {
    "home": "/",
    "procedure": "/procedures/botulinum-toxin-for-vaginismus/",
    "article": "/articles/what-off-label-means/",
    "case": "/before-and-after/facelift/case-1/",
    "list": "/api/v2/pages/?type=articles.ArticlePage&fields=*",
    "detail": "/api/v2/pages/find/?html_path=/procedures/facelift/",
}
ROUNDS = 5
MEASURE = """
import json, sys
from time import process_time
import django
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS, settings.DEBUG = ["*"], False
settings.API_ANONYMOUS_RATE = settings.API_RATE = ""  # API_RATE is its earlier name
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

client, measured = Client(), {}
name, address = json.loads(sys.argv[1])
with CaptureQueriesContext(connection) as queries:
    answer = client.get(address, follow=True)
count = len(queries)
assert answer.status_code == 200, (address, answer.status_code)
times = []
for _ in range(30):
    start = process_time()
    client.get(address, follow=True)
    times.append(process_time() - start)
print(json.dumps([count, sorted(times)[len(times) // 2] * 1000]))
"""


def main():
    commit = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        earlier = Path(folder) / "earlier"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(earlier), commit], check=True)  # noqa: S603
        try:
            copies = {commit: earlier, "now": ROOT}
            data = {name: prepared(copy, Path(folder) / f"data-{name}") for name, copy in copies.items()}
            compare(copies, data)
        finally:
            subprocess.run([*git, "remove", "--force", str(earlier)], check=True)  # noqa: S603


def prepared(copy, data):
    """Fill a database in `data` with the sample content of `copy`. Return the environment that uses it."""
    environment = os.environ | {
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "PYTHONPATH": os.pathsep.join([str(copy), os.environ.get("PYTHONPATH", "")]),
    }
    command = [sys.executable, "manage.py", "demo", "--prepare-only"]
    subprocess.run(command, cwd=copy, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return environment


def compare(copies, data):
    print(f"{'':10} {'queries':>15} {'milliseconds':>17} {'ratio':>6}")  # noqa: T201
    for name, address in ADDRESSES.items():
        rounds = {copy: [] for copy in copies}
        for _ in range(ROUNDS):
            for copy, folder in copies.items():
                command = [sys.executable, "-c", MEASURE, json.dumps([name, address])]
                run = subprocess.run(  # noqa: S603
                    command, cwd=folder, env=data[copy], check=True, capture_output=True, text=True
                )
                rounds[copy].append(json.loads(run.stdout.splitlines()[-1]))
        (queries, before), (queries_now, now) = (
            [median(column) for column in zip(*rounds[copy], strict=True)] for copy in copies
        )
        costs = f"{queries:>6.0f} -> {queries_now:>4.0f} {before:>8.1f} -> {now:>5.1f} {before / now:>6.2f}"
        print(f"{name:10} {costs}")  # noqa: T201


if __name__ == "__main__":
    main()
