"""Columns of lists in the admin that say why published objects are hidden."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn

from cms.visibility import reason_for, status_in_words


class StatusColumn(StatusTagColumn):
    """The status of snippets with drafts, such as “live, hidden: consent expired on May 2”."""

    def __init__(self):
        super().__init__(
            "status",
            label=_("Status"),
            accessor=status_in_words,
            sort_key="live",
            primary=lambda instance: instance.live and not reason_for(instance),
        )


class HiddenColumn(Column):
    """Why images or documents are hidden, or nothing."""

    def __init__(self):
        super().__init__("hidden", label=_("Status"), accessor=lambda file: reason_for(file) or "")
