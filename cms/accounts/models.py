"""Sessions of staff."""

import re

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

BROWSERS = ("Edg", "OPR", "SamsungBrowser", "Firefox", "FxiOS", "Chrome", "CriOS", "Safari")
"""Names in the header User-Agent. Most browsers name others as well, so the first one of these counts."""
SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux")
NAMES = {"Edg": "Edge", "OPR": "Opera", "FxiOS": "Firefox", "CriOS": "Chrome", "Macintosh": "Mac", "CrOS": "ChromeOS"}


class StaffSession(models.Model):
    """A session of a person who is logged in. Django's table of sessions does not name the person."""

    session_key = models.CharField(max_length=40, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="staff_sessions",
        editable=False,
        verbose_name=_("user"),
    )
    started_at = models.DateTimeField(editable=False, verbose_name=_("started at"))
    last_used_at = models.DateTimeField(db_index=True, editable=False, verbose_name=_("last used"))
    address = models.CharField(max_length=45, editable=False, verbose_name=_("address"))
    user_agent = models.CharField(max_length=200, editable=False, verbose_name=_("browser"))

    class Meta:
        ordering = ["-last_used_at", "-pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self):
        return f"{self.user} ({self.address})"

    @property
    def device(self):
        """Return the browser and system in words that people know, such as “Firefox, Windows”."""
        found = [
            next((NAMES.get(name, name) for name in names if re.search(rf"\b{name}\b", self.user_agent)), None)
            for names in (BROWSERS, SYSTEMS)
        ]
        return ", ".join(filter(None, found)) or gettext("Unknown device")
