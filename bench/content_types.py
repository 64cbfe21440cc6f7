"""Measures what 30 more enabled content types cost: to start, and to answer.

Run it as `python bench/content_types.py` from the folder of the project. Each has a page type, a block, an endpoint
and hooks. Compare the differences, which are of one run, rather than the seconds, which are of one machine. A start
is a process that loads Django and answers its first request; of several, the shortest counts.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.plugins.dummies import good  # noqa: E402

MORE = 30
STARTS = 5
ADDRESSES = ["/page/", "/articles/article/", "/api/v2/pages/", "/api/v2/pages/?fields=*"]
START = """
from time import perf_counter, process_time
wall, processor = perf_counter(), process_time()
import django
django.setup()
from django.test import Client
assert Client().get("/page/").status_code == 200
print(process_time() - processor, perf_counter() - wall)
"""


def main():
    with tempfile.TemporaryDirectory() as folder:
        installed = Path(folder) / "installed"
        installed.mkdir()
        names = [name for number in range(MORE) for name in good(f"more{number}").install(installed)]
        few = os.environ | {
            "DATA_DIR": folder,
            "BASE_URL": "http://testserver",
            "DJANGO_SETTINGS_MODULE": "tests.plugins.settings",
            "PYTHONPATH": f"{installed}{os.pathsep}{ROOT}",
            "CMS_CONTENT_TYPES": "home,articles,gallery,testimonials",
        }
        many = few | {"CMS_CONTENT_TYPES": ",".join([few["CMS_CONTENT_TYPES"], *names])}
        run(many, "manage.py", "migrate", "--verbosity", "0")
        queries = [visit(environment) for environment in (few, many)]
        compare_starts(few, many)
        compare_queries(*queries)


def run(environment, *args):
    """Run Python with `args`. Return the last line that it prints."""
    command = [sys.executable, *args]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return done.stdout.strip().rpartition("\n")[2]


def visit(environment):
    return json.loads(run(environment, "-m", "tests.plugins.visit", *ADDRESSES))


def compare_starts(few, many):
    starts = {"few": [], "many": []}
    for _ in range(STARTS):
        # In turns, so that whatever else the machine does slows down both.
        for name, environment in (("few", few), ("many", many)):
            starts[name].append([float(number) for number in run(environment, "-c", START).split()])
    for place, what in enumerate(("of the processor", "on the clock")):
        before, after = (min(start[place] for start in starts[name]) for name in ("few", "many"))
        print(  # noqa: T201
            f"start and first page: {before:.2f} seconds {what}, with {MORE} more content types {after:.2f}: "
            f"{after - before:+.2f}"
        )


def compare_queries(few, many):
    for address in ADDRESSES:
        (_, before), (_, after) = few[address], many[address]
        print(f"{address}: {before} queries, with {MORE} more content types {after}: {after - before:+d}")  # noqa: T201


if __name__ == "__main__":
    main()
