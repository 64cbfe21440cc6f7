"""The page *System* says how old the newest backup is, and whether the list of tombstones can be written."""

import os
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from cms.backup.health_checks import check_backup, check_tombstones
from cms.backup.models import PendingTombstone
from cms.health.checks import State

DAY = 24 * 60 * 60


@pytest.fixture
def backups(settings, tmp_path):
    settings.BACKUP_RECIPIENTS, settings.BACKUP_DIR = ["age1abc"], tmp_path
    return tmp_path


def test_a_site_without_backups_needs_attention(settings):
    settings.BACKUP_RECIPIENTS = []

    assert check_backup().state == State.WARNING


@pytest.mark.parametrize(("days", "state"), [(0, State.WELL), (1.5, State.WELL), (2.5, State.BROKEN)])
def test_a_backup_may_be_two_days_old(backups, days, state):
    assert check_backup().state == State.BROKEN
    archive = backups / "bay-street-20261130T120000Z.tar.age"
    archive.touch()
    os.utime(archive, (time.time() - days * DAY,) * 2)

    assert check_backup().state == state


@pytest.mark.django_db
def test_an_entry_of_the_list_that_waits_for_long_is_found():
    assert check_tombstones().is_well
    PendingTombstone.objects.create(kind="erased", model="a.b", object_id="1")
    assert check_tombstones().is_well

    PendingTombstone.objects.update(at=timezone.now() - timedelta(hours=1))

    assert check_tombstones().state == State.BROKEN
