"""Run a command of this package: `python -m tests.faults kills --kills 200`.

It uses the database of `DATABASE_URL`, which has to be empty, or an SQLite file of its own.
"""

import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

COMMANDS = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py") if "\ndef main(" in path.read_text())


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"Usage: python -m tests.faults {{{','.join(COMMANDS)}}} [--help]")
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.faults.settings", "DATA_DIR": folder}
        import django

        django.setup()
        sys.exit(import_module(f"tests.faults.{sys.argv[1]}").main(sys.argv[2:]))


main()
