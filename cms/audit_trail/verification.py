"""Verify the audit trail: its chain of hashes, the anchors outside the database, and the triggers."""

from collections import defaultdict

from django.db import connection

from cms.audit_trail.append_only import SHORTENED, is_protected
from cms.audit_trail.chain import hash_of
from cms.audit_trail.models import Entry


def find_problem(anchors=()):
    """Return the first problem of the audit trail as a sentence, or "" if there is none.

    Args:
        anchors: `Anchor`s that were written before.
    """
    return _problem_of_chain(anchors) or _problem_of_database()


def _problem_of_chain(anchors):
    by_number = defaultdict(list)
    for anchor in anchors:
        by_number[anchor.sequence].append(anchor)
    chained = Entry.objects.exclude(sequence=None).order_by("sequence")
    first = chained.first()
    sequence, previous = _before(first) if first else (0, "")
    if sequence is None:
        return f"Entries 1 to {first.sequence - 1} are missing, and no later entry says that they were deleted."
    if problem := _problem_of_anchors(by_number.pop(sequence, ()), previous):
        return problem
    earlier = [number for number in by_number if number < sequence]  # deleted, with the entries
    for number in earlier:
        del by_number[number]
    for entry in chained.iterator():
        if entry.sequence != sequence + 1:
            return f"{_entries(sequence + 1, entry.sequence - 1)} missing. The next one is {_describe(entry)}."
        sequence = entry.sequence
        if hash_of(entry, sequence, previous) != entry.hash:
            return f"{_describe(entry)} was changed: its hash does not agree with its content and the entry before."
        previous = entry.hash
        if problem := _problem_of_anchors(by_number.pop(sequence, ()), previous):
            return problem
    if by_number:
        last = max(by_number)
        return (
            f"{_entries(sequence + 1, last)} missing at the end: the anchor of {by_number[last][0].at} names "
            f"entry {last}, and the newest entry is {sequence or 'none'}."
        )
    return ""


def _before(first):
    """Return number and hash of the entry before the `first` one, or None and "" if nothing proves them."""
    if first.sequence == 1:
        return 0, ""
    shortened = Entry.objects.filter(action=SHORTENED, details__until=first.sequence - 1).order_by("-pk").first()
    return (first.sequence - 1, shortened.details["hash"]) if shortened else (None, "")


def _problem_of_anchors(anchors, found):
    for anchor in anchors:
        if anchor.hash != found:
            return (
                f"Entry {anchor.sequence} is not the one that the anchor of {anchor.at} names: this entry or older "
                "ones were written anew."
            )
    return ""


def _problem_of_database():
    if not is_protected(connection):
        return (
            "The triggers are missing that refuse changes and deletions. Find out why, and run verify_audit_trail "
            "--protect."
        )
    return ""


def _entries(first, last):
    return f"Entry {first} is" if first == last else f"Entries {first} to {last} are"


def _describe(entry):
    return f"entry {entry.sequence} ({entry})"
