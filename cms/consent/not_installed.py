"""Content that depends on a consent and whose content type is not installed or not enabled.

It is found through the placeholder models of `cms.plugins.placeholders`. It is not shown, but it is still stored.
"""

from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from cms.consent.models import Consent, addresses_showing
from cms.plugins.placeholders.models import Placeholder

REMEDY = gettext_lazy(
    "Install and enable “{name}” again and withdraw once more, or remove that content type permanently."
)


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
                _("The table “{table}” of “{name}” could not be searched ({error}).").format(
                    table=model._meta.db_table, name=name, error=error
                )
                + f" {REMEDY.format(name=name)}"
            )
    return rows, problems


def describe(row):
    """Return an entry for the receipt about `row`, an instance of a placeholder model."""
    app = row._meta.app_config
    kind = next(model["verbose_name"] for model in app.snapshot["models"] if model["name"] == type(row).__name__)
    title = row.title if isinstance(row, Page) else f"{kind} {row.pk}"
    return {"kind": kind, "id": row.pk, "title": title, "content_type": str(app.verbose_name)}


def entry_as_text(entry):
    """Return `entry`, a result of `describe`, as text for staff."""
    return _("%(kind)s: %(title)s (of “%(content_type)s”, which is not installed or not enabled; number %(id)s)") % {
        name: entry[name] for name in ("kind", "title", "content_type", "id")
    }


def dependents_as_text(consent):
    """Return the rows that depend on `consent`, and the problems of the search, as text for staff."""
    rows, problems = dependents_not_installed(consent)
    return [*(entry_as_text(describe(row)) for row in rows), *problems]


def unpublish_for_receipt(row, user=None):
    """Unpublish the page `row`, so that it is a draft when its content type is installed again.

    Only columns of `wagtailcore_page` are written. Rows that are not pages are not changed, since a `live` column of
    theirs would be in a table of the content type.

    Return a dict for the receipt, or None if `row` was not published.
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
        _(
            "{number} object(s) of “{name}” are still stored. They are not shown, because “{name}” is not installed "
            "or not enabled."
        ).format(number=number, name=name)
        + f" {REMEDY.format(name=name)}"
        for name, number in numbers.items()
    ]


def _foreign_keys_to_consent(model):
    return [field.name for field in model._meta.local_concrete_fields if field.related_model is Consent]
