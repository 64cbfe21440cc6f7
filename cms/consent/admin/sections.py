"""The section of the first page for consents that expire soon."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.consent.admin.views import URL_NAMESPACE, url_of
from cms.consent.models import Consent, State
from cms.dashboard.sections import Entry, Section


def expiring_section(request):
    """Return the consents that expire soon. What an expired one hides is in a section of its own."""
    if not request.user.has_perm("cms_consent.change_consent"):
        return None
    return Section.of(
        "expiring-consents",
        _("Expiring consents"),
        Consent.objects.in_state(State.EXPIRING).order_by("expires_on", "pk"),
        _entry,
        url=f"{reverse(f'{URL_NAMESPACE}:list')}?state={State.EXPIRING}",
        icon="clipboard-list",
    )


def _entry(consent):
    note = _("expires on {date}; what it covers is hidden from the next day on")
    return Entry(consent.code, url_of("edit", consent), note.format(date=date_format(consent.expires_on, "F j, Y")))
