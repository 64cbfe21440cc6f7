"""The database of a release is migrated by the present code, and its site answers as it did."""

import subprocess
import sys

import pytest
from django.conf import settings

from tests.release.answers import ADDRESSES, LINES, differences


@pytest.mark.slow
@pytest.mark.each_database
def test_the_stored_site_answers_as_it_did():
    command = [sys.executable, "-m", "tests.release", "compare"]

    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=600)

    assert done.returncode == 0, f"{done.stderr}{done.stdout}Is this intended? `python -m tests.release accept`"


@pytest.mark.once
def test_equal_answers_have_no_difference():
    assert differences({"/": "200\na"}, {"/": "200\na"}) == []


@pytest.mark.once
def test_a_difference_is_shown_by_its_first_lines():
    before = "\n".join(map(str, range(100)))
    after = before.replace("\n3\n", "\nthree\n")

    lines = differences({"/": before, "/same/": "200"}, {"/": after, "/same/": "200"})

    assert lines[0] == "1 of 2 addresses do not answer as they did:"
    assert lines[-4:] == [" 2", "-3", "+three", " 4"]
    assert len(differences({"/": before}, {"/": before.replace("\n", "x\n")})) == 1 + LINES + 1


@pytest.mark.once
def test_an_address_that_is_gone_or_new_differs_and_many_are_named():
    gone = {f"/{number}/": "200" for number in range(ADDRESSES + 2)}

    lines = differences(gone, {"/new/": "200"})

    assert "-200" in lines
    assert "+no such address" in lines
    assert lines[-1] == f"And: /{ADDRESSES}/, /{ADDRESSES + 1}/, /new/"
