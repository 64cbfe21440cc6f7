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


@pytest.fixture
def search(templates, tmp_path):
    """Run the search on a database of its own."""
    copy_migrated_database(templates, tmp_path / "stale.sqlite3")
    environ = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/stale.sqlite3"}

    def run(*arguments):
        command = [sys.executable, "-m", "tests.stale", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=1800)

    return run


def test_no_response_is_stale_after_any_kind_of_change(search):
    run = search("--changes", str(len(CHANGES)), "--sample", "12")

    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{len(CHANGES)} changes, 0 stale responses" in run.stdout


def test_a_table_of_content_that_is_wrongly_exempted_is_found(search):
    kinds = "edit_snippet,tag_image,redirect"
    run = search("--changes", "6", "--kinds", kinds, "--without", "exempt wagtailredirects_redirect")

    assert run.returncode == 1, run.stdout + run.stderr
    assert "after redirect, /api/v2/redirects/ of server 0 is stale" in run.stdout
