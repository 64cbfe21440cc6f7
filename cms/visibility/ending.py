"""Objects that end by a date or a decision, without being unpublished."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    """Why something is not shown. Labels never contain the code of a consent."""

    NO_CONSENT = "no consent", _("no consent is chosen")
    CONSENT_WITHDRAWN = "consent withdrawn", _("consent withdrawn on {day}")
    CONSENT_EXPIRED = "consent expired", _("consent expired on {day}")
    NOT_ALLOWED = "not allowed", _("the consent does not allow it")
    WITHDRAWN = "withdrawn", _("withdrawn on {day}")
    EXPIRED = "expired", _("expired on {day}")
    NOT_INSTALLED = "not installed", _("its content type is not installed")
    OTHER = "other", _("it is not public")


class Ending(models.Model):
    """Mixin for models whose objects end by themselves. `public_objects` leaves out those that have ended.

    Responses that show one are revalidated before each use. Objects may end at midnight without a write: see
    `cms.content_stamp.kept`. An object that ends at another time needs a column there.
    """

    class Meta:
        abstract = True

    @classmethod
    def in_force(cls, at=None):
        """Return a Q for the objects that have not ended at the time `at` (default: now)."""
        raise NotImplementedError

    def end(self):
        """Return the `Cause` and the day of the end of this object, which has ended."""
        raise NotImplementedError
