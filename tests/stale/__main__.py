"""Look for stale responses: `python -m tests.stale --changes 1000`. `make test-stale` calls it.

It uses the database of `DATABASE_URL`, which has to be empty, or an SQLite file of its own.
"""

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from urllib.parse import quote


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.stale", description=__doc__)
    parser.add_argument("--changes", type=int, default=1000, help="how many changes (default: 1000)")
    parser.add_argument(
        "--seed", type=int, default=1, help="the seed of chance; the same seed makes the same changes"
    )
    parser.add_argument(
        "--sample", type=int, help="compare only so many URLs after each change (default: all of them)"
    )
    parser.add_argument("--kinds", default="", help="only these kinds of changes, separated by commas")
    parser.add_argument(
        "--without", metavar="SOURCE", help="remove a source of the content stamp: see tests/stale/sources.py"
    )
    parser.add_argument(
        "--then-without", metavar="SOURCE", help="remove a source afterwards, and expect a stale response"
    )
    parser.add_argument(
        "--each-source",
        action="store_true",
        help="remove each source in turn, and expect a stale response within --changes",
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.stale.settings", "DATA_DIR": folder}
        sys.exit(_look_for_stale_responses(options))


def _look_for_stale_responses(options):
    import django

    django.setup()
    from django.core.management import call_command

    from tests.stale.oracle import servers
    from tests.stale.site import ChangingSite

    call_command("migrate", verbosity=0)
    site = ChangingSite(options.seed)
    with servers(2) as ports:
        if options.each_source:
            return _remove_sources(site, ports, options)
        result = _search(site, ports, options)
        if options.then_without:
            result |= _remove_sources(site, ports, options, [options.then_without])
        return result


def _search(site, ports, options):
    from tests.stale.changes import CHANGES
    from tests.stale.oracle import Oracle

    kinds = {name: CHANGES[name] for name in filter(None, options.kinds.split(","))} or CHANGES
    oracle = Oracle(site, ports, options.sample, on_progress=_print)
    with _without(options.without, oracle):
        oracle.run(options.changes, kinds, until_stale=bool(options.without))
    _print(
        *(f"{oracle.made[name]:5} {name}" for name in kinds),
        f"{sum(oracle.made.values())} changes, {len(oracle.stale)} stale responses",
        *oracle.stale,
    )
    if oracle.needless:
        _print(f"Caches were dropped without need by {dict(oracle.needless)}.")
    return 1 if oracle.stale or oracle.needless else 0


def _remove_sources(site, ports, options, names=None):
    from django.db import connection

    from tests.stale.oracle import Oracle
    from tests.stale.sources import SOURCES

    missed = []
    for name in names or SOURCES:
        source = SOURCES[name]
        if connection.vendor not in source.vendors:
            continue
        oracle = Oracle(site, ports, options.sample)
        with _without(name, oracle):
            oracle.run(options.changes, source.kinds.split(","), until_stale=True)
        if oracle.stale:
            _print(f"without {name}: found after {sum(oracle.made.values())} changes ({oracle.stale[0]})")
        else:
            _print(f"without {name}: NOT FOUND in {sum(oracle.made.values())} changes")
            missed.append(name)
    return 1 if missed else 0


def _without(source, oracle):
    """Return a context in which this process and the servers are without a source of the stamp."""
    from tests.stale.sources import without

    removed = ExitStack()
    if source:
        oracle.site.command(f"/-/without/{quote(source)}")
        removed.callback(oracle.site.command, "/-/without/")
        removed.enter_context(without(source))
    return removed


def _print(*lines):
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
