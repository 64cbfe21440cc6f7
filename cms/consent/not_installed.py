"""Content that depends on a consent and whose content type is not installed or not enabled.

The placeholder models of `cms.plugins.placeholders` find it. It is shown nowhere, but stays stored.
"""

from django.apps import apps
from django.db import DatabaseError, models, transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from cms.consent.models import Consent, addresses_showing
from cms.plugins.placeholders.models import Placeholder

REMEDY = "Install and enable “{name}” again and withdraw once more, or remove that content type for good."


def dependents_not_installed(consent):
    """Return the stored rows that depend on `consent`, and the problems of the search.

    Rows are instances of placeholder models. Problems are sentences for staff about tables that cannot be read.
    """
    rows, problems = [], []
    for model in apps.get_models():
        names = _foreign_keys_to_consent(model) if issubclass(model, Placeholder) else []
        if not names:
            continue
        refers_to_consent = models.Q(*((name, consent) for name in names), _connector=models.Q.OR)
        try:
            with transaction.atomic():
                rows += model._base_manager.filter(refers_to_consent).order_by("pk")
        except DatabaseError as error:
            name = model._meta.app_config.verbose_name
            problems.append(
                f"The table “{model._meta.db_table}” of “{name}” could not be searched ({error}). "
                + REMEDY.format(name=name)
            )
    return rows, problems


def describe(row):
    """Return an entry for the receipt about `row`, an instance of a placeholder model."""
    app = row._meta.app_config
    kind = next(one["verbose_name"] for one in app.record["models"] if one["name"] == type(row).__name__)
    title = row.title if isinstance(row, Page) else f"{kind} {row.pk}"
    return {"kind": kind, "id": row.pk, "title": title, "content_type": str(app.verbose_name)}


def in_words(entry):
    """Return an entry that `describe` returned as text for staff."""
    return (
        f"{entry['kind']}: {entry['title']} (of “{entry['content_type']}”, which is not installed or not enabled; "
        f"number {entry['id']})"
    )


def listed_in_words(consent):
    """Return the rows that depend on `consent`, and the problems of the search, as text for staff."""
    rows, problems = dependents_not_installed(consent)
    return [*(in_words(describe(row)) for row in rows), *problems]


def take_down(row, user=None):
    """Unpublish `row`, so that it is a draft when its content type is back.

    Only the columns that all pages share are written. Rows that are no pages are left as they are: their `live`, if
    any, is in a table of the content type.

    Returns a dict for the receipt, or None if it was not published.
    """
    if not isinstance(row, Page) or not row.live:
        return None
    entry = describe(row) | {"urls": addresses_showing(row)}
    UnpublishPageAction(row, user=user).execute(skip_permission_checks=True)
    return entry


def manual_steps(entries):
    """Return sentences for staff about `entries`, one for each content type."""
    names = sorted({entry["content_type"] for entry in entries})
    numbers = {name: sum(entry["content_type"] == name for entry in entries) for name in names}
    return [
        f"{number} object(s) of “{name}” are still stored. They are shown nowhere, because “{name}” is not installed "
        f"or not enabled. {REMEDY.format(name=name)}"
        for name, number in numbers.items()
    ]


def _foreign_keys_to_consent(model):
    return [field.name for field in model._meta.local_concrete_fields if field.related_model is Consent]
