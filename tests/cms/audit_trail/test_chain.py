"""Changed, deleted and rewritten entries are found, and the database refuses them in the first place."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cms.audit_trail import append_only, chain
from cms.audit_trail.accounts import LOGGED_OUT
from cms.audit_trail.anchors import write_anchor
from cms.audit_trail.append_only import CONTENT, SHORTENED
from cms.audit_trail.models import Entry
from cms.audit_trail.recording import record
from cms.audit_trail.retention import shorten
from cms.audit_trail.tasks import BrokenAuditTrailError, verify_audit_trail
from cms.audit_trail.verification import find_problem

pytestmark = pytest.mark.django_db


def sql(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def delete(*numbers):
    Entry.objects.filter(sequence__in=numbers).delete()


def rewrite(entry):
    """Change `entry`, and compute all later hashes anew."""
    Entry.objects.filter(pk=entry.pk).update(username="somebody else")
    _number, previous = 0, ""
    for found in Entry.objects.order_by("sequence"):
        previous = chain.hash_of(found, found.sequence, previous)
        Entry.objects.filter(pk=found.pk).update(hash=previous)


def verified(*options):
    """Return what the command prints if the triggers are there."""
    append_only.protect(connection)
    call_command("verify_audit_trail", *options)


def test_an_unchanged_trail_is_verified(entries, anchors, capsys):
    write_anchor()
    record(LOGGED_OUT)

    verified()

    printed = capsys.readouterr().out
    assert f"unchanged up to entry 5 ({entries[-1].hash})" in printed
    assert "Anchors that agree: 1" in printed
    assert "not chained yet: 1" in printed


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cms_audit_trail_entry SET username = 'x' WHERE sequence = 3",
        "UPDATE cms_audit_trail_entry SET hash = 'x' WHERE sequence = 3",
        "UPDATE cms_audit_trail_entry SET username = 'x' WHERE sequence IS NULL",
        "UPDATE cms_audit_trail_entry SET sequence = NULL WHERE sequence = 3",
        "DELETE FROM cms_audit_trail_entry WHERE sequence = 3",
        "DELETE FROM cms_audit_trail_entry WHERE sequence IS NULL",
    ],
)
def test_the_database_refuses_changes(entries, statement):
    record(LOGGED_OUT)
    before = list(Entry.objects.values())

    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        sql(statement)

    assert list(Entry.objects.values()) == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_database_refuses_to_truncate(entries):
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        sql("TRUNCATE cms_audit_trail_entry")


def test_the_triggers_watch_all_columns():
    assert {field.column for field in Entry._meta.fields} == {*CONTENT, "sequence", "hash"}


@pytest.mark.parametrize("column", [*chain.CONTENT, "at"])
def test_a_change_of_any_column_is_found(unprotected, column):
    value = {"user_id": 7, "details": {"a": 1}, "at": timezone.now() - timedelta(days=1)}.get(column, "x")
    Entry.objects.filter(sequence=3).update(**{column: value})

    with pytest.raises(CommandError, match=r"Entry 3 \(.*\) was changed"):
        verified()


@pytest.mark.parametrize(
    ("numbers", "message"),
    [([3], "Entry 3 is missing"), ([2, 3], "Entries 2 to 3 are missing"), ([1], "Entries 1 to 1")],
)
def test_deleted_entries_are_found(unprotected, numbers, message):
    delete(*numbers)

    with pytest.raises(CommandError, match=message):
        verified()


@pytest.mark.parametrize(
    ("numbers", "message"), [([5], "Entry 5 is missing"), ([4, 5], "Entries 4 to 5 are missing")]
)
def test_entries_that_were_deleted_at_the_end_are_found_by_an_anchor(unprotected, numbers, message):
    write_anchor()
    delete(*numbers)

    with pytest.raises(CommandError, match=message):
        verified()


def test_an_emptied_trail_is_found_by_an_anchor(unprotected):
    write_anchor()
    Entry.objects.all().delete()

    with pytest.raises(CommandError, match=r"Entries 1 to 5 are missing.*newest entry is none"):
        verified()


def test_entries_with_new_hashes_are_found_by_an_anchor(unprotected, entries):
    write_anchor()
    rewrite(entries[1])
    append_only.protect(connection)
    assert find_problem() == "", "hashes alone do not tell"

    with pytest.raises(CommandError, match="Entry 5 is not the one that the anchor of"):
        verified()


def test_new_entries_in_the_place_of_deleted_ones_are_found_by_an_anchor(unprotected):
    write_anchor()
    delete(5)
    record(LOGGED_OUT)
    chain.seal()

    with pytest.raises(CommandError, match="Entry 5 is not the one"):
        verified()


def test_missing_triggers_are_found_and_created_again(unprotected, capsys):
    with pytest.raises(CommandError, match="triggers are missing"):
        call_command("verify_audit_trail")

    call_command("verify_audit_trail", "--protect")

    assert append_only.is_protected(connection)


def test_a_damaged_anchor_is_named(entries, anchors):
    write_anchor()
    anchors.write_text(anchors.read_text() + "2026-01-01 7 abc\n")

    with pytest.raises(CommandError, match=r"Line 2 of .* is no anchor"):
        verified()


def test_an_anchor_is_written_once_for_the_newest_entry(entries, anchors):
    write_anchor()
    write_anchor()
    record(LOGGED_OUT)
    write_anchor()

    assert [line.split()[1] for line in anchors.read_text().splitlines()] == ["5", "6"]


def test_the_daily_job_fails_if_something_was_changed(unprotected, settings):
    Entry.objects.filter(sequence=3).update(username="x")

    with pytest.raises(BrokenAuditTrailError, match="entry 3"):
        verify_audit_trail.func()


# Retention


@pytest.fixture
def aged(entries):
    """Make the first three entries seven years old, as if they had been chained then."""
    append_only.lift(connection)
    Entry.objects.filter(sequence__lte=3).update(at=timezone.now() - timedelta(days=7 * 365))
    Entry.objects.update(sequence=None, hash="")
    chain.seal()
    append_only.protect(connection)
    return list(Entry.objects.order_by("sequence"))


def test_the_oldest_entries_are_deleted_and_the_rest_is_verified(aged):
    write_anchor()

    assert shorten() == 3

    assert list(Entry.objects.order_by("pk").values_list("sequence", flat=True)) == [4, 5, 6]
    newest = Entry.objects.get(sequence=6)
    assert (newest.action, newest.details) == (SHORTENED, {"until": 3, "hash": aged[2].hash})
    verified()


def test_anchors_of_deleted_entries_do_no_harm(aged, anchors):
    anchors.write_text(f"2020-01-01 1 {aged[0].hash}\n2020-01-02 3 {aged[2].hash}\n")
    shorten()

    verified()


def test_the_chain_goes_on_if_all_entries_are_deleted(aged, settings):
    settings.AUDIT_DAYS = 1
    append_only.lift(connection)
    Entry.objects.update(at=timezone.now() - timedelta(days=2), sequence=None, hash="")
    chain.seal()
    append_only.protect(connection)

    assert shorten() == 5

    assert Entry.objects.get().sequence == 6
    verified()


def test_the_beginning_cannot_be_deleted_without_an_entry_that_says_so(aged):
    append_only.lift(connection)
    delete(1, 2, 3)

    with pytest.raises(CommandError, match="Entries 1 to 3 are missing, and no later entry says"):
        verified()


def test_more_than_was_said_cannot_be_deleted(aged):
    shorten()

    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        delete(4)


@pytest.mark.parametrize("days", [0, 10000])
def test_nothing_is_deleted_before_its_time(aged, settings, days, capsys):
    settings.AUDIT_DAYS = days

    call_command("shorten_audit_trail")

    assert "Deleted entries: 0" in capsys.readouterr().out
    assert Entry.objects.count() == 5
