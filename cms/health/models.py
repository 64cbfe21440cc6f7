from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailFailure(models.Model):
    """The last mail that could not be sent. There is at most one row, and none once a mail was sent again."""

    at = models.DateTimeField(_("at"), default=timezone.now)
    error = models.CharField(_("error"), max_length=255)
    """The type of the error, without its message, which may contain an address."""

    class Meta:
        verbose_name = _("failed mail")
        verbose_name_plural = _("failed mails")
        default_permissions = ()
        permissions = [("view_system", "Can see whether the system works")]

    def __str__(self):
        return self.error
