"""Store the sample site of this release, and compare what later code makes of it.

python -m tests.release compare   restore the stored database, migrate it, and compare all public addresses
python -m tests.release accept    the same, and store the present answers as the expected ones
python -m tests.release store     make the database anew, then accept: only until the release is tagged

The database is a scratch one: of SQLite, or on the server of `DATABASE_URL` if that is PostgreSQL.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

MOMENT = datetime(2026, 12, 1, 15, tzinfo=UTC)
"""When the site is made, and when it is visited: consents, claims and reviews end by date."""

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "tests.release.settings",
    "API_V3": "true",
    "BASE_URL": "http://localhost",
    "TIME_ZONE": "UTC",
}


def main():
    parser = argparse.ArgumentParser(
        prog="python -m tests.release", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=["compare", "accept", "store"])
    command = parser.parse_args().command
    environment = os.environ.copy()
    with tempfile.TemporaryDirectory() as folder, _scratch_database(folder) as url:
        os.environ |= ENVIRONMENT | {"DATA_DIR": folder, "DATABASE_URL": url}
        code = _run(command)
    if command == "store":  # the answers come from a process that has no files and caches of the sample site
        code = subprocess.run([sys.executable, "-m", "tests.release", "accept"], env=environment).returncode
    sys.exit(code)


@contextmanager
def _scratch_database(folder):
    """Yield the URL of an empty database, which is deleted afterwards."""
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    if not url.scheme.startswith("postgres"):
        yield f"sqlite:///{folder}/db.sqlite3"
        return
    import psycopg

    name = f"bay_street_release_{os.getpid()}"
    with psycopg.connect(url.geturl(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield url._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _run(command):
    """Run a function of `tests.release.stored` at `MOMENT`. Return the exit code."""
    import django
    import time_machine

    with time_machine.travel(MOMENT):
        django.setup()
        from tests.release import stored

        return getattr(stored, command)()


if __name__ == "__main__":
    main()
