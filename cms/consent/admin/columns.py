"""Columns that the list and the chooser of consents share."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

COVERS = Column("coverage", label=_("Covers"), accessor=lambda consent: ", ".join(consent.coverage))
CHANNELS = Column(
    "channels",
    label=_("Channels"),
    accessor=lambda consent: ", ".join(str(channel.label) for channel in consent.channels),
)
