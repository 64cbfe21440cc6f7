"""Sections of the first page of the admin: what waits for the user, with links to the places to act.

A package or plugin registers a function for Wagtail's hook `dashboard_sections`. It gets the request, and returns a
`Section`, or None if the user cannot act. The `order` of the hook is the place among the sections.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, TextChoices, Window
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

SHOWN = 5
"""Number of entries that a section lists. The link to all of them leads to the others."""


class PageStatus(TextChoices):
    """Values of the filter of the list of pages."""

    LIVE = "live", _("Live")
    HIDDEN = "hidden", _("Live, hidden in whole or in part")
    DRAFT = "draft", _("With a draft")
    OWN_DRAFT = "own", _("With a draft of mine")
    SCHEDULE = "schedule", _("Not published as scheduled")


@dataclass(frozen=True)
class Entry:
    text: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A section of the first page. It is left out if `number` is 0."""

    name: str
    """The id in HTML."""
    heading: str
    number: int
    entries: list
    """The first `SHOWN` entries."""
    url: str = ""
    """Link to all of them."""
    icon: str = "list-ul"

    @classmethod
    def of(cls, name, heading, queryset, entry, **options):
        """Return a section for the objects of `queryset`. The function `entry` turns one into an `Entry`."""
        first = list(queryset.annotate(number_of_all=Window(Count("*")))[:SHOWN])  # one query, which may take long
        number = first[0].number_of_all if first else 0
        return cls(name, heading, number, [entry(found) for found in first], **options)


def entry_of_page(page, note=""):
    """Return the entry of `page`, which leads to its editor."""
    return Entry(page.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[page.pk]), str(note))


def pages_for(user, *actions):
    """Return the pages for which `user` has the permission for one of `actions`, such as "change"."""
    return policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, actions)


def list_of_pages(user, status):
    """Return the URL of the list of the pages of `user` with `status`, a `PageStatus`."""
    root = policy_registry.get_by_type(Page).explorable_root_instance(user)  # other addresses drop the filter
    return f"{reverse('wagtailadmin_explore', args=[root.pk])}?{urlencode({'status': status})}" if root else ""
