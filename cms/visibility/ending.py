"""Objects that end by a date or a decision, without being unpublished."""

from django.db import models


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
