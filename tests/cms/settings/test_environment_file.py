"""The environment file has the settings of an installation."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.settings import environment_file
from tests.cms.settings.test_environment import start

pytestmark = pytest.mark.once


def test_values_are_taken_as_they_stand(tmp_path):
    path = tmp_path / "environment"
    path.write_text('# A comment\n\nA=with spaces, "quotes", $HOME and \\\nB=a=b\nC=\n')

    assert environment_file.read(path) == {"A": 'with spaces, "quotes", $HOME and \\', "B": "a=b", "C": ""}


def test_a_line_that_is_no_setting_is_named_by_its_number_without_its_text(tmp_path):
    path = tmp_path / "environment"
    path.write_text("A=1\nexport SECRET=hidden\n")

    with pytest.raises(ImproperlyConfigured) as raised:
        environment_file.read(path)

    assert "line 2" in str(raised.value)
    assert "hidden" not in str(raised.value)


def test_the_environment_comes_before_the_file(tmp_path, monkeypatch):
    path = tmp_path / "environment"
    path.write_text("H3_ONE=file\nH3_TWO=file\n")
    monkeypatch.setenv(environment_file.VARIABLE, str(path))
    monkeypatch.setenv("H3_ONE", "environment")
    monkeypatch.setenv("H3_TWO", "")
    monkeypatch.delenv("H3_TWO")

    environment_file.load()

    assert (os.environ["H3_ONE"], os.environ["H3_TWO"]) == ("environment", "file")


def test_added_settings_stand_behind_the_others_and_only_the_owner_reads_the_file(tmp_path):
    path = tmp_path / "environment"
    path.write_text("A=1")
    path.chmod(0o644)

    environment_file.add(path, {"B": "2"})

    assert path.read_text() == "A=1\nB=2\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_read_stops_the_start_in_one_sentence(tmp_path):
    started = start(tmp_path, "dev", ENVIRONMENT_FILE=str(tmp_path / "missing"))

    assert started.returncode == 1
    assert started.stderr.startswith("Cannot start: ENVIRONMENT_FILE is ")
    assert len(started.stderr.strip().splitlines()) == 1
