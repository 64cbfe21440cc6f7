from random import SystemRandom

from django.db import models
from django.utils.translation import gettext_lazy as _

_random = SystemRandom()


def random_token():
    """Return a random number that a 32-bit column holds."""
    return _random.randrange(2**31)


class ContentChange(models.Model):
    """A transaction that changed content. The stamp is the number of rows, the last id, and the sum of the tokens.

    Rows are inserted and never updated, so that concurrent transactions do not wait for each other. A transaction
    that commits late changes the number; the tokens tell a restored database from the one before.
    """

    token = models.IntegerField(default=random_token, editable=False, verbose_name=_("token"))

    class Meta:
        default_permissions = ()
        verbose_name = _("content change")
        verbose_name_plural = _("content changes")

    def __str__(self):
        return str(self.pk)
