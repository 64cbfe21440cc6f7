"""A short form of the search for stale responses. `make test-stale` is the long one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cms.testing.databases import copy_migrated_database
from tests.stale.changes import CHANGES

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
EXEMPTION = "exempt wagtailredirects_redirect"


@pytest.fixture
def search(templates, tmp_path):
    """Run the search on a database of its own."""
    copy_migrated_database(templates, tmp_path / "stale.sqlite3")
    environ = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/stale.sqlite3"}

    def run(*arguments):
        command = [sys.executable, "-m", "tests.stale", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=1800)

    return run


def test_no_response_is_stale_after_any_kind_of_change_and_a_wrong_exemption_is_found(search):
    run = search("--changes", str(len(CHANGES)), "--sample", "4", "--then-without", EXEMPTION)

    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{len(CHANGES)} changes, 0 stale responses" in run.stdout
    assert f"without {EXEMPTION}: found after " in run.stdout
