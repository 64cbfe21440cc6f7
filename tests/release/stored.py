"""The stored database of a release, and its answers, for SQLite and for PostgreSQL.

The commands return their exit codes.

The database is a dump of `cms.backup.databases`, without uploads: pages and APIs name the files of images, and do not
read them. Nobody can log in: the only account, the sample reviewer, has no password.
"""

import json
import lzma
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from cms.backup.databases import dumped, load
from tests.release.answers import differences, public_answers

RELEASE = Path(__file__).with_name("1.0.0rc1")


def store():
    """Make the sample site in the empty database, and store the database."""
    call_command("migrate", verbosity=0)
    call_command("load_sample_content", picture_width=60)
    call_command("update_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    with dumped(settings.DATA_DIR) as path:
        _write("database", path.read_bytes())
    return 0


def compare():
    """Print how the answers of the migrated database differ from the expected ones. Return the exit code."""
    return 1 if _print_differences(_answers_now()) else 0


def accept():
    """Store the answers of the migrated database as the expected ones, and print what changes."""
    answers = _answers_now()
    _print_differences(answers)
    _write("answers", json.dumps(answers, ensure_ascii=False).encode())
    return 0


def _answers_now():
    """Restore the stored database into the empty one, migrate it, and return its answers."""
    dump = settings.DATA_DIR / "dump"
    dump.write_bytes(_read("database"))
    load(dump)
    call_command("migrate", verbosity=0)
    return public_answers()


def _print_differences(answers):
    """Print how `answers` differ from the expected ones. Return the printed lines."""
    expected = json.loads(_read("answers")) if _file("answers").exists() else {}
    lines = differences(expected, answers)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return lines


def _file(name):
    return RELEASE / f"{connection.vendor}-{name}.xz"


def _read(name):
    return lzma.decompress(_file(name).read_bytes())


def _write(name, content):
    RELEASE.mkdir(exist_ok=True)
    _file(name).write_bytes(lzma.compress(content))
