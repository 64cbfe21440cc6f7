"""A backup is restored into an empty place, where every public address has the same bytes."""

import logging
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Page, Site

from cms.backup import databases
from cms.backup.apps import BackupConfig
from cms.backup.contents import count_rows
from cms.backup.errors import BackupError
from cms.backup.keys import read_identities
from cms.backup.making import make_backup, newest_archive
from cms.backup.rehearsal import rehearse
from cms.backup.restoring import MARKER, check, restore
from cms.consent.models import Consent
from cms.consent.withdrawal import withdraw
from cms.testing.bodies import stored
from cms.testing.factories import ConsentFactory, ImageFactory
from tests.gallery.factories import CasePageFactory, GalleryIndexPageFactory, GalleryPageFactory
from tests.home.factories import HomePageFactory, StandardPageFactory
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory

needs_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite needs no programs")


def ignore(sentence):
    """Show no progress."""


@pytest.fixture
def home(committing_db, monkeypatch):
    """Return the home page of a site with photographs and a story."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.cms.backup.settings")  # of processes that restore
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home")
    Site.objects.filter(is_default_site=True).update(root_page=home)
    image = ImageFactory()
    figure = {"image": {"image": image.pk, "decorative": False, "alt_text": "A leaf"}}
    StandardPageFactory(parent=home, slug="leaves", listing_image=image, body=stored([("figure", figure)]))
    album = GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home))
    case = CasePageFactory(parent=album, consent=ConsentFactory(code="PH-1"), live=False, slug="her-case")
    case.save_revision().publish()
    stories = StoryIndexPageFactory(parent=home)
    StoryPageFactory(parent=stories, consent=ConsentFactory(code="PH-2"), slug="her-story")
    return home


def test_every_address_has_the_same_bytes_and_what_was_withdrawn_or_deleted_since_stays_away(
    home, key, settings, client, caplog
):
    image = ImageFactory()
    pages = [Page.objects.get(slug=slug) for slug in ("her-case", "her-story", "leaves")]
    archive, manifest = make_backup(ignore)
    assert {client.get(page.url).status_code for page in pages} == {200}
    for code in ("PH-1", "PH-2"):
        withdraw(Consent.objects.get(code=code), reason="She asked us to.")
    image.delete()
    pages[2].delete()
    assert {client.get(page.url).status_code for page in pages} == {404}

    with caplog.at_level(logging.INFO):
        rehearsal = rehearse(archive, key, settings.TOMBSTONES, ignore)
    assert "Request answered" not in caplog.messages

    assert rehearsal.different == ()
    assert rehearsal.equal > 20
    assert rehearsal.files == len(manifest["members"]) - 1 > 10
    assert not list(settings.DATA_DIR.glob("rehearsal-scratch/*"))


@pytest.mark.slow
def test_without_the_list_what_was_withdrawn_since_comes_back(home, key, settings, place):
    archive, _manifest = make_backup(ignore)
    list_of_that_moment = place / "old.jsonl"
    list_of_that_moment.write_bytes(Path(settings.TOMBSTONES).read_bytes())
    withdraw(Consent.objects.get(code="PH-2"), reason="She asked us to.")

    rehearsal = rehearse(archive, key, list_of_that_moment, ignore)

    assert any("her-story" in url for url in rehearsal.different)
    assert not rehearsal.is_current


def test_a_file_that_is_added_while_the_backup_is_made_is_in_it(home, key):
    added = []

    def progress(sentence):
        if sentence == "Copying the database":
            added.append(ImageFactory().file.name)

    _path, manifest = make_backup(progress)

    assert f"uploads/cms_images.ContentImage.file/{added[0]}" in manifest["members"]
    assert manifest["missing"] == []


def test_a_file_that_is_deleted_by_a_withdrawal_meanwhile_is_named(home, key):
    images = []

    def progress(sentence):
        if sentence == "Copying the database":
            images.append(ImageFactory(shows_patient=True, consent=Consent.objects.get(code="PH-1")))
        elif sentence == "Copying the files that were added meanwhile":
            withdraw(Consent.objects.get(code="PH-1"), reason="She asked us to.")

    _path, manifest = make_backup(progress)

    reasons = {upload["name"]: upload["reason"] for upload in manifest["missing"]}
    assert reasons[images[0].file.name] == "deleted, because its consent is withdrawn"


@pytest.mark.once
def test_a_backup_that_fails_leaves_no_file(home, key, settings):
    def progress(sentence):
        if sentence == "Verifying the archive":
            raise OSError("The disk is gone.")

    with pytest.raises(BackupError, match="The disk is gone"):
        make_backup(progress)

    assert list(Path(settings.BACKUP_DIR).iterdir()) == []
    with pytest.raises(BackupError, match="There is no archive"):
        newest_archive()


@pytest.mark.once
def test_what_a_killed_backup_left_is_removed_by_the_next_one(home, key, settings):
    Path(settings.BACKUP_DIR).mkdir()
    (Path(settings.BACKUP_DIR) / "bay-street-1.tar.age.partial").touch()
    dump = Path(settings.DATA_DIR) / "backup-scratch/killed/database"
    dump.parent.mkdir(parents=True)
    dump.touch()

    path, _manifest = make_backup(ignore)

    assert list(Path(settings.BACKUP_DIR).iterdir()) == [path]
    assert not dump.exists()


def test_restore_refuses_a_place_that_is_not_empty_and_changes_nothing(home, key, settings):
    archive, _manifest = make_backup(ignore)
    rows = count_rows()

    with pytest.raises(BackupError, match="The database is not empty"):
        restore(archive, read_identities(key), settings.TOMBSTONES, ignore)

    assert count_rows() == rows


@pytest.mark.once
def test_a_second_backup_at_the_same_time_is_refused(home, key):
    refused = []

    def progress(sentence):
        with pytest.raises(BackupError, match="Another backup is running") as error:
            make_backup(ignore)
        refused.append(error)

    make_backup(progress)

    assert refused


@pytest.mark.django_db
@pytest.mark.once
class TestRefusals:
    def test_restore_refuses_to_go_without_the_list_of_tombstones_unless_told(self, key):
        with pytest.raises(CommandError, match=r"There is no list of tombstones at .*tombstones\.jsonl"):
            call_command("restore", "no.tar.age", identity=str(key))
        with pytest.raises(CommandError, match="not empty"):  # the next check
            call_command("restore", "no.tar.age", identity=str(key), without_tombstones=True)

    def test_an_archive_that_is_missing_is_named(self, key):
        with pytest.raises(BackupError, match="There is no archive"):
            check(Path("no.tar.age"), read_identities(key))

    def test_no_process_starts_while_a_restore_is_not_finished(self, settings):
        settings.DATA_DIR.mkdir()
        (settings.DATA_DIR / MARKER).touch()

        with pytest.raises(ImproperlyConfigured, match="A restore is running, or was interrupted"):
            BackupConfig.create("cms.backup").ready()


@needs_postgresql
@pytest.mark.django_db
def test_a_missing_or_old_program_of_postgresql_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match=r"The program pg_dump was not found\. Install the client programs"):
        databases.check_tools()

    old = tmp_path / "pg_dump"
    old.write_text('#!/bin/sh\necho "pg_dump (PostgreSQL) 9.6.24"\n')
    old.chmod(0o755)
    with pytest.raises(BackupError, match=r"pg_dump \(PostgreSQL\) 9\.6\.24 is older than the server"):
        databases.check_tools()
