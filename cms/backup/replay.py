"""Apply the list of tombstones to a restored database.

| kind | applied by |
|---|---|
| `withdrawn` | withdrawing the consent, with the time of the original withdrawal |
| `erased` | deleting the object and its files |
| `restricted` | setting the fields: a shorter or narrower consent, “shows a patient”, a deactivated account, … |
| `removed` | taking a group or permission from a user or group |
| `closed` | making the page or collection private, for staff |
| `unpublished` | unpublishing |

An entry about an object that the archive does not have changes nothing. Other kinds are marks, such as “backup”.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.db.models import ProtectedError, Q, RestrictedError
from django.utils.translation import gettext as _
from wagtail.models import BaseViewRestriction, CollectionViewRestriction, Page, PageViewRestriction

from cms.backup import recording
from cms.consent.models import Consent
from cms.consent.withdrawal import withdraw

KINDS = ("withdrawn", "erased", "restricted", "removed", "closed", "unpublished")


@dataclass
class Report:
    """How many entries of each kind were applied, and sentences for operators about those that could not be."""

    applied: Counter = field(default_factory=Counter)
    left: list = field(default_factory=list)


def replay(entries):
    """Apply `entries` of the list of tombstones, and return a `Report`. Applying one twice changes nothing more."""
    report = Report()
    replayer = _Replayer(entries, report)
    with recording.paused():
        for entry in entries:
            kind = entry["kind"]
            if kind in KINDS:
                with transaction.atomic():
                    if getattr(replayer, kind)(entry):
                        report.applied[kind] += 1
    return report


class _Replayer:
    """Its methods are named after the kinds. Each returns whether it has changed something."""

    def __init__(self, entries, report):
        self.report = report
        self.erased_pages = {
            int(entry["id"]) for entry in entries if entry["kind"] == "erased" and entry["model"] == Page._meta.label
        }

    def withdrawn(self, entry):
        at, code = datetime.fromisoformat(entry["at"]), entry["details"]["code"]
        # A code that staff have corrected since the backup, and an id, both name the consent.
        consents = list(Consent.objects.filter(Q(pk=entry["id"]) | Q(code=code)))
        for consent in consents:
            Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=at)
            receipt = withdraw(consent, reason=_("Withdrawn after the backup that was restored."))
            if not receipt.completed_at:
                self.report.left.append(f"The withdrawal of consent {consent.code} is not complete: see its receipt.")
        return bool(consents)

    def erased(self, entry):
        instance = self._find(entry)
        if instance is None:
            return False
        if isinstance(instance, Page):
            below = set(instance.get_descendants().values_list("pk", flat=True)) - self.erased_pages
            if below:
                return self._hide(
                    instance, f"page {instance.pk} was deleted, and pages below it ({_join(below)}) were moved away"
                )
        try:
            with transaction.atomic():
                instance.delete()
        except (ProtectedError, RestrictedError):
            return self._hide(instance, f"{instance._meta.label} {instance.pk} was deleted, and others refer to it")
        return True

    def restricted(self, entry):
        instance = self._find(entry)
        if instance is None:
            return False
        fields = entry["details"]["fields"]
        values = {name: instance._meta.get_field(name).to_python(value) for name, value in fields.items()}
        return bool(type(instance)._base_manager.filter(pk=instance.pk).update(**values))

    def removed(self, entry):
        instance = self._find(entry)
        if instance is None:
            return False
        getattr(instance, entry["details"]["field"]).remove(entry["details"]["removed"])
        return True

    def closed(self, entry):
        instance = self._find(entry)
        if instance is None:
            return False
        model, name = (
            (PageViewRestriction, "page") if isinstance(instance, Page) else (CollectionViewRestriction, "collection")
        )
        found = model.objects.filter(**{name: instance})
        if not found.exists():
            model.objects.create(**{name: instance}, restriction_type=BaseViewRestriction.LOGIN)
        return True

    def unpublished(self, entry):
        instance = self._find(entry)
        if instance is None or not instance.live:
            return False
        instance.unpublish(log_action=False)
        return True

    def _find(self, entry):
        try:
            model = apps.get_model(entry["model"])
        except LookupError:
            self.report.left.append(
                f"{entry['model']} {entry['id']} was {entry['kind']} on {entry['at'][:10]}, and its content type "
                "does not run here. Install it, and restore again."
            )
            return None
        found = model._base_manager.filter(pk=entry["id"]).first()
        return found.specific if isinstance(found, Page) else found

    def _hide(self, instance, problem):
        if getattr(instance, "live", False):
            instance.unpublish(log_action=False)
        self.report.left.append(f"In the site of the list, {problem}. It is not deleted here: delete it by hand.")
        return True


def _join(ids):
    return ", ".join(map(str, sorted(ids)))
