"""Measure what a search costs: `python -m bench.search --pages 1000 100000`.

It makes the sites like `python -m bench`, builds their indexes, and prints a table: milliseconds of processor time
of this process and, on PostgreSQL, of the server's process, for requests whose results are not kept. For PostgreSQL,
name a database for each site by their number: `--database 'postgres://postgres@127.0.0.1/bench_{pages}'`.
The ratio is that of the page of results without a query, in the same run.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from statistics import median
from time import process_time

from bench.__main__ import prepare, run, say, say_rows

ROUNDS = 3
SECONDS = 0.6
"""For how long one search is repeated in each round. The clock of PostgreSQL's process has ticks of 10 ms."""
NO_QUERY = "page of results without a query"
QUERIES = {
    "a rare word": "khaki",
    "a common word": "surgery",
    "two common words": "scar recovery",
    "a name": "facelift",
    "a misspelled word": "liposucton",
    "four words, one of them misspelled": "recovery after eyelid surgry",
    "nothing similar": "xylophone",
}
STARTS = {"suggestions for one letter": "s", "suggestions for a word": "facelift"}
STAFF = {"admin, a common word": "surgery", "admin, a misspelled word": "liposucton", "admin, two letters": "re"}


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000], help="how many pages each site has")
    parser.add_argument("--database", default="", help="the URL of the PostgreSQL database of each site")
    parser.add_argument("--measure", action="store_true", help="measure the site of the environment")
    options = parser.parse_args()
    if options.measure:
        sys.stdout.write(json.dumps(measure()) + "\n")
        return
    times = {}
    for pages in options.pages:
        if options.database:
            os.environ["DATABASE_URL"] = options.database.format(pages=pages)
        environ = prepare(pages)
        run(environ, "manage.py", "update_index", "--pages-only", "--verbosity", "0")
        times[pages] = json.loads(run(environ, "-m", "bench.search", "--measure"))
    say(f"\n| measure | {' | '.join(f'{pages} pages | ratio' for pages in times)} |")
    say(f"|---|{'---|---|' * len(times)}")
    say_rows(rows(times))


def rows(times):
    for name in next(iter(times.values())):
        cells = (
            (f"{of_site[name]:.1f} ms", f"{of_site[name] / of_site[NO_QUERY]:.1f}") for of_site in times.values()
        )
        yield name, *(cell for pair in cells for cell in pair)


def measure():
    """Return milliseconds by name, medians of rounds in which all take turns."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from wagtail.models import Page

    from cms.search.engine import find_ids, remembered_results
    from cms.search.models import STAFF as STAFF_INDEX

    client = Client()

    def ask(path, query):
        remembered_results().cache_clear()
        response = client.get(path, {"q": query})
        if response.status_code != 200:
            sys.exit(f"{path}?q={query}: {response.status_code}")

    runs = {NO_QUERY: lambda: ask("/search/", "")}
    runs |= {name: lambda query=query: ask("/search/", query) for name, query in QUERIES.items()}
    runs |= {name: lambda query=query: ask("/search/suggest/", query) for name, query in STARTS.items()}
    runs |= {
        name: lambda query=query: find_ids(query, Page.objects.filter(depth__gt=1), STAFF_INDEX)
        for name, query in STAFF.items()
    }
    client.get("/search/")
    clock = _clock(connection)
    times = {}
    for _ in range(ROUNDS):
        for name, search in runs.items():
            times.setdefault(name, []).append(_milliseconds(search, clock))
    return {name: median(values) for name, values in times.items()}


def _clock(connection):
    """Return a function that returns the processor time of this process and of the database's, in seconds."""
    if connection.vendor != "postgresql":
        return process_time
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")  # other processes would not be counted
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    stat = Path(f"/proc/{pid}/stat")
    ticks = os.sysconf("SC_CLK_TCK")

    def clock():
        fields = stat.read_text().rpartition(")")[2].split()
        return process_time() + (int(fields[11]) + int(fields[12])) / ticks  # utime and stime: see proc(5)

    return clock


def _milliseconds(search, clock):
    search()  # and what does not depend on the query is warm now
    start, count = clock(), 0
    while clock() - start < SECONDS:
        search()
        count += 1
    return (clock() - start) / count * 1000


if __name__ == "__main__":
    main()
