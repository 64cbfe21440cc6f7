"""Short forms of the faults. `docs/reliability.md` lists the long ones."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from cms.testing.databases import copy_migrated_database

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def fault(templates, tmp_path):
    """Run a command of `tests.faults` on an SQLite database of its own, and return what it printed."""
    copy_migrated_database(templates, tmp_path / "faults.sqlite3")
    environ = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/faults.sqlite3"}

    def run(*arguments):
        command = [sys.executable, "-m", "tests.faults", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_editors_and_readers_get_no_error(fault):
    printed = fault("editors", "--editors", "3", "--rate", "50", "--seconds", "3", "--pause", "1")

    assert "statuses {'200': " in printed
    assert "3 editors: " in printed


def test_no_hostile_request_gets_a_server_error_or_a_secret(fault):
    printed = fault("hostile", "--requests", "100")

    assert "100 requests" in printed


@pytest.mark.skipif(connection.vendor != "sqlite" or not shutil.which("strace"), reason="needs SQLite and strace")
def test_a_power_cut_loses_nothing_that_was_acknowledged(fault):
    printed = fault("power", "--cuts", "5", "--changes", "4")

    assert "5 cuts of the power" in printed
    assert " 0 problems" in printed
