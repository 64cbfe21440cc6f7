"""Withdraw consents, and unpublish content whose consent has expired."""

import logging
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.contrib.frontend_cache.utils import get_backends
from wagtail.log_actions import log
from wagtail.models import Revision

from cms.consent import not_installed
from cms.consent.models import Consent, State, Withdrawal, patient_content_models

WITHDRAWN = "cms_consent.withdraw"
"""The log action of a withdrawal."""
logger = logging.getLogger(__name__)


def dependents_of(consent):
    """Return all objects that depend on `consent`: pages, snippets, images and documents."""
    return [dependent for model in patient_content_models() for dependent in model.dependents_of(consent)]


def withdraw(consent, *, reason, user=None):
    """Withdraw `consent`, and return the receipt, a `Withdrawal`.

    One transaction marks the consent as withdrawn, which hides all content that depends on it, and unpublishes this
    content. Files are deleted and caches purged after the transaction and before this function returns. A step that
    fails is listed on the receipt and does not stop the other steps. Calling the function again retries failed steps.

    Objects of content types that are not installed are listed on the receipt as `not_installed`. Their pages are
    unpublished. The withdrawal is not complete while there are any.
    """
    with transaction.atomic():
        consent = Consent.objects.select_for_update().get(pk=consent.pk)
        if not consent.withdrawn_at:
            Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())
            consent.refresh_from_db()
            log(consent, WITHDRAWN, user=user)
        receipt, _is_new = Withdrawal.objects.get_or_create(
            consent=consent,
            defaults={
                "at": consent.withdrawn_at,
                "by": user,
                "reason": reason,
                "channels": [str(channel.label) for channel in consent.channels],
            },
        )
        failed = _unpublish(receipt, user)
    failed += _delete_files_and_purge_caches(receipt)
    receipt.manual_steps = failed + not_installed.manual_steps(receipt.not_installed) + _manual_steps(receipt)
    receipt.completed_at = None if failed or receipt.not_installed else timezone.now()
    receipt.save()
    return receipt


def unpublish_expired(user=None):
    """Unpublish content whose consent has expired. Return the entries of unpublished objects, as in a receipt.

    The content is hidden since the consent expired; afterwards the admin shows it as a draft. Images are kept, in
    case the patient signs again. Pages of content types that are not installed are not changed.
    """
    unpublished = []
    for consent in Consent.objects.in_state(State.EXPIRED):
        with transaction.atomic():
            for dependent in dependents_of(consent):
                if getattr(dependent, "live", False) and (entry := dependent.unpublish_for_receipt(user)):
                    unpublished.append(entry | {"consent": consent.code})
    _purge(unpublished)
    return unpublished


def _unpublish(receipt, user):
    """Unpublish all dependents, and return sentences about failures. An object that fails is hidden anyway."""
    listed = {(entry["kind"], entry["id"]) for entry in receipt.unpublished}
    rows, failed = not_installed.dependents_not_installed(receipt.consent)
    receipt.not_installed = [not_installed.describe(row) for row in rows]
    steps = [(dependent, dependent.unpublish_for_receipt) for dependent in dependents_of(receipt.consent)]
    steps += [(row, partial(not_installed.unpublish_for_receipt, row)) for row in rows]
    for dependent, unpublish in steps:
        try:
            with transaction.atomic():
                entry = unpublish(user)
        except Exception as error:  # any error: the other objects still have to be unpublished
            logger.exception("%s %s could not be unpublished.", *_name_in_logs(dependent))
            failed.append(
                _("“{title}” could not be unpublished ({error}). It is hidden. Try again.").format(
                    title=dependent, error=error
                )
            )
            continue
        if entry and (entry["kind"], entry["id"]) not in listed:
            receipt.unpublished.append(entry)
    receipt.save()
    return failed


def _name_in_logs(dependent):
    """Return type and id of an object, or of a row of a content type that is not installed. Titles are content."""
    return getattr(dependent, "_meta", type(dependent)), dependent.pk


def _delete_files_and_purge_caches(receipt):
    """Run the steps that cannot be rolled back, and return sentences about failures."""
    failed = []
    for dependent in dependents_of(receipt.consent):
        try:
            names = dependent.delete_files()
        except Exception as error:  # storage backends raise errors of their own
            logger.exception("Files of %s %s could not be deleted.", *_name_in_logs(dependent))
            failed.append(
                _("The files of “{title}” could not be deleted ({error}). They are not served. Try again.").format(
                    title=dependent, error=error
                )
            )
        else:
            receipt.files_deleted += [name for name in names if name not in receipt.files_deleted]
    try:
        _purge(receipt.unpublished)
    except Exception as error:  # cache backends raise errors of their own
        logger.exception("Caches could not be purged.")
        failed.append(
            _("The caches in front of the site could not be purged ({error}). Try again.").format(error=error)
        )
    return failed


def _manual_steps(receipt):
    """Return the steps that staff have to do by hand, as sentences."""
    removed = {entry["title"] for entry in receipt.unpublished}
    steps = [
        _("Edit “{page}” and remove the empty place where the {kind} “{title}” was.").format(page=page, **entry)
        for entry in receipt.unpublished
        for page in entry.get("used_on", ())
        if page not in removed
    ]
    rows, _problems = not_installed.dependents_not_installed(receipt.consent)
    dependents = [*dependents_of(receipt.consent), *rows]
    revisions = sum(Revision.objects.for_instance(dependent).count() for dependent in dependents)
    if revisions:
        steps.append(
            _(
                "Old versions: {revisions} saved version(s) of the content still contain its text, which staff can "
                "read. They cannot be published. Delete the pages if the text has to be deleted as well."
            ).format(revisions=revisions)
        )
    return [
        *steps,
        _("Backups: earlier backups of the database and the files still contain it. Let them expire or delete them."),
        _("Print and mail: check leaflets, posters, newsletters and everything else outside this system."),
        _("Other sites: search engines and social media may keep copies. Ask them to remove the addresses below."),
        _("Apps: ask the operators of apps that read our content through the API to delete their copies."),
    ]


def _purge(unpublished):
    """Purge CDNs and caches synchronously: Wagtail's own purging uses a task queue."""
    urls = sorted({url for entry in unpublished for url in entry["urls"]})
    if urls:
        for backend in get_backends().values():
            backend.purge_batch(urls)
