"""Withdrawing a consent, and taking down what has expired."""

import logging
from functools import partial

from django.db import transaction
from django.utils import timezone
from wagtail.contrib.frontend_cache.utils import get_backends
from wagtail.models import Revision

from cms.consent import not_installed
from cms.consent.models import Consent, State, Withdrawal, patient_content_models

logger = logging.getLogger(__name__)


def dependents_of(consent):
    """Return all that depends on `consent`: pages, snippets, pictures."""
    return [one for model in patient_content_models() for one in model.dependents_of(consent)]


def withdraw(consent, *, reason, user=None):
    """Withdraw `consent`, and return the receipt, a `Withdrawal`.

    In one transaction, the consent ends, which alone hides everything that asks the rule, and what depends on it
    goes offline. Then files are deleted and caches purged, before this returns. What failed is on the receipt, and
    does not keep the rest from being done. Calling it again finishes it.

    Content of content types that are not installed is listed on the receipt as `not_installed`. Its pages are
    unpublished. The withdrawal is not complete while there is any.
    """
    with transaction.atomic():
        consent = Consent.objects.select_for_update().get(pk=consent.pk)
        if not consent.withdrawn_at:
            Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())
            consent.refresh_from_db()
        receipt, _created = Withdrawal.objects.get_or_create(
            consent=consent,
            defaults={
                "at": consent.withdrawn_at,
                "by": user,
                "reason": reason,
                "channels": [channel.label for channel in consent.channels],
            },
        )
        failed = _unpublish(receipt, user)
    failed += _delete_files_and_purge_caches(receipt)
    receipt.manual_steps = failed + not_installed.manual_steps(receipt.not_installed) + _left_to_people(receipt)
    receipt.completed_at = None if failed or receipt.not_installed else timezone.now()
    receipt.save()
    return receipt


def unpublish_expired(user=None):
    """Unpublish what depends on an expired consent. Returns what was taken down, as in a receipt.

    It was hidden since the consent expired; now the admin says so, too. Pictures are kept, in case the patient signs
    again. Pages of content types that are not installed stay as they are: they are taken down when these are back.
    """
    taken_down = []
    for consent in Consent.objects.in_state(State.EXPIRED):
        with transaction.atomic():
            for one in dependents_of(consent):
                if getattr(one, "live", False) and (entry := one.take_down(user)):
                    taken_down.append(entry | {"consent": consent.code})
    _purge(taken_down)
    return taken_down


def _unpublish(receipt, user):
    """Take down what is still public. Returns what failed, in sentences. It is hidden all the same."""
    listed = {(entry["kind"], entry["id"]) for entry in receipt.taken_down}
    rows, failed = not_installed.dependents_not_installed(receipt.consent)
    receipt.not_installed = [not_installed.describe(row) for row in rows]
    installed = [(one, one.take_down) for one in dependents_of(receipt.consent)]
    for one, take_down in [*installed, *((row, partial(not_installed.take_down, row)) for row in rows)]:
        try:
            with transaction.atomic():
                entry = take_down(user)
        except Exception as error:  # whatever it was: the rest has to go down
            logger.exception("“%s” could not be taken down.", one)
            failed.append(f"“{one}” could not be taken down ({error}). It is hidden. Try again.")
            continue
        if entry and (entry["kind"], entry["id"]) not in listed:
            receipt.taken_down.append(entry)
    receipt.save()
    return failed


def _delete_files_and_purge_caches(receipt):
    """Do what cannot be rolled back. Returns what failed, in sentences."""
    failed = []
    for one in dependents_of(receipt.consent):
        try:
            names = one.delete_files()
        except Exception as error:  # each storage has errors of its own
            logger.exception("Files of “%s” could not be deleted.", one)
            failed.append(f"The files of “{one}” could not be deleted ({error}). They are not served. Try again.")
        else:
            receipt.files_deleted += [name for name in names if name not in receipt.files_deleted]
    try:
        _purge(receipt.taken_down)
    except Exception as error:  # each cache has errors of its own
        logger.exception("Caches could not be purged.")
        failed.append(f"The caches in front of the site could not be purged ({error}). Try again.")
    return failed


def _left_to_people(receipt):
    """Return what no software can do, in sentences for staff."""
    gone = {entry["title"] for entry in receipt.taken_down}
    to_do = [
        f"Take the empty place out of “{page}”, where the {entry['kind']} “{entry['title']}” stood."
        for entry in receipt.taken_down
        for page in entry.get("used_on", ())
        if page not in gone
    ]
    rows, _problems = not_installed.dependents_not_installed(receipt.consent)
    dependents = [*dependents_of(receipt.consent), *rows]
    revisions = sum(Revision.objects.for_instance(one).count() for one in dependents)
    if revisions:
        to_do.append(
            f"Old versions: {revisions} saved version(s) of what was taken down still hold its text for staff to "
            "read. They cannot be published. Delete the pages if the text has to go, too."
        )
    return [
        *to_do,
        "Backups: database and files of earlier days still hold it. Let them run out, or delete them.",
        "Print and mail: leaflets, posters, newsletters and anything else outside this system.",
        "Other sites: search engines and social media may keep copies. Ask them to remove the addresses above.",
        "Apps: tell those who read our content by the API to drop their copies.",
    ]


def _purge(taken_down):
    """Purge CDNs and caches in front, at once: Wagtail's own purging goes through a queue."""
    urls = sorted({url for entry in taken_down for url in entry["urls"]})
    if urls:
        for backend in get_backends().values():
            backend.purge_batch(urls)
