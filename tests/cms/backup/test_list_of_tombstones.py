"""The list of tombstones is complete, has no personal data, and is refused if it is damaged."""

import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.backup import tombstones
from cms.backup.errors import BackupError
from cms.backup.models import PendingTombstone
from cms.backup.replay import replay
from cms.backup.tasks import write_tombstones
from cms.consent.models import Consent
from cms.consent.withdrawal import withdraw
from cms.testing.factories import ConsentFactory
from tests.cms.backup.test_tombstones import since_the_backup

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(settings):
    return Path(settings.TOMBSTONES)


def withdraw_and_commit(capture):
    with capture(execute=True):
        withdraw(ConsentFactory(), reason="Anna asked us to.")


def test_the_list_has_a_line_without_personal_data_for_a_withdrawal(path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(ConsentFactory(code="PH-2"), reason="Anna asked us to.")

    (line,) = path.read_text().splitlines()
    entry = json.loads(line)
    assert entry.keys() == {"number", "at", "kind", "model", "id", "details", "previous"}
    assert entry["details"] == {"code": "PH-2"}
    assert "Anna" not in line
    assert path.stat().st_mode & 0o777 == 0o600
    assert not PendingTombstone.objects.exists()


def test_what_is_rolled_back_is_not_in_the_list(path):
    assert since_the_backup(lambda: withdraw(ConsentFactory(), reason="A mistake."))

    write_tombstones.call()

    assert not path.exists()


def test_a_withdrawal_succeeds_if_the_list_cannot_be_written_to(path, django_capture_on_commit_callbacks, caplog):
    path.mkdir()
    withdraw_and_commit(django_capture_on_commit_callbacks)

    assert Consent.objects.get().withdrawal.completed_at
    assert any(
        "could not be written to" in record.message for record in caplog.records if record.levelno == logging.ERROR
    )
    with pytest.raises(IsADirectoryError):  # so that the job is among the failed ones
        write_tombstones.call()

    path.rmdir()
    write_tombstones.call()

    assert [json.loads(line)["kind"] for line in tombstones.read(path)] == ["withdrawn"]


def test_a_line_that_was_cut_off_is_written_again(path, django_capture_on_commit_callbacks):
    position = tombstones.mark("backup")
    with path.open("a") as file:
        file.write('{"number": 2, "ki')  # the disk was full

    withdraw_and_commit(django_capture_on_commit_callbacks)

    assert [entry["kind"] for entry in tombstones.entries_since(path, position)] == ["withdrawn"]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda lines: [lines[0], lines[2]], "damaged at line 2"),
        (lambda lines: [lines[0], lines[1].replace(b"two", b"one"), lines[2]], "damaged at line 3"),
        (lambda lines: [lines[0], lines[1], lines[2][:-20]], "damaged at line 3"),
        (lambda lines: lines[:1], "older than the archive, or belongs to another site"),
        (lambda lines: [], "older than the archive, or belongs to another site"),
    ],
    ids=["without a line", "with another line", "cut off", "older", "empty"],
)
def test_a_damaged_list_is_refused(path, damage, message):
    tombstones.mark("one")
    position = tombstones.mark("two")
    tombstones.mark("three")
    path.write_bytes(b"".join(damage(path.read_bytes().splitlines(keepends=True))))

    with pytest.raises(BackupError, match=message):
        tombstones.entries_since(path, position)


def test_a_list_of_another_site_is_refused(path):
    tombstones.mark("one")
    position = tombstones.mark("two")
    path.unlink()
    for kind in ("three", "four", "five"):
        tombstones.mark(kind)

    with pytest.raises(BackupError, match="belongs to another site"):
        tombstones.entries_since(path, position)


def test_the_list_is_applied_from_a_moment_on(path, story, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(story.consent, reason="She asked us to.")
    Consent.objects.update(withdrawn_at=None)  # as in a database that was restored to a moment before

    call_command("apply_tombstones", str(path), since=timezone.now())
    assert not Consent.objects.get().withdrawn_at

    call_command("apply_tombstones", str(path), since=timezone.now() - timedelta(hours=1))
    assert Consent.objects.get().withdrawn_at


def test_an_entry_of_a_type_that_does_not_run_is_reported():
    entry = {"at": timezone.now().isoformat(), "kind": "erased", "model": "leaflets.LeafletPage", "id": "1"}

    assert "its content type does not run here" in replay([entry]).left[0]


def test_what_ends_by_its_date_needs_no_entry(story, client):
    Consent.objects.update(expires_on=timezone.localdate() - timedelta(days=1))

    assert client.get(story.url).status_code == 404
