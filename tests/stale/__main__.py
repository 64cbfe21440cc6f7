"""Look for stale responses: `python -m tests.stale --changes 1000`. `make test-stale` calls it.

It uses the database of `DATABASE_URL`, which has to be empty, or an SQLite file of its own.
"""

import argparse
import os
import sys
import tempfile


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.stale", description=__doc__)
    parser.add_argument("--changes", type=int, default=1000, help="how many changes (default: 1000)")
    parser.add_argument(
        "--seed", type=int, default=1, help="the seed of chance; the same seed makes the same changes"
    )
    parser.add_argument(
        "--exempt", default="", help="a table that is taken for one without content, as a planted fault"
    )
    parser.add_argument("--kinds", default="", help="only these kinds of changes, separated by commas")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.stale.settings", "DATA_DIR": folder}
        sys.exit(_look_for_stale_responses(options))


def _look_for_stale_responses(options):
    import django

    django.setup()
    from django.core.management import call_command

    from cms.content_stamp import writes
    from tests.stale.changes import CHANGES
    from tests.stale.oracle import Oracle, servers

    call_command("migrate", verbosity=0)
    if options.exempt:
        writes.TABLES = writes.TABLES | {options.exempt}
    kinds = {name: CHANGES[name] for name in filter(None, options.kinds.split(","))} or CHANGES
    oracle = Oracle(options.seed)
    with servers(2) as oracle.servers:
        oracle.run(options.changes, kinds)
    report = [f"{oracle.made[name]:5} {name}" for name in kinds]
    report.append(f"{sum(oracle.made.values())} changes, {len(oracle.stale)} stale responses")
    report += oracle.stale
    if oracle.needless:
        report.append(f"Caches were dropped without need by {dict(oracle.needless)}.")
    sys.stdout.write("\n".join(report) + "\n")
    return 1 if oracle.stale else 0


if __name__ == "__main__":
    main()
