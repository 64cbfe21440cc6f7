"""Remember whether the last mail could be sent, and tell staff if not."""

from django.core.mail.backends import smtp
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext_lazy as _

from cms.health.checks import Result, health_check
from cms.health.models import MailFailure
from cms.logs.privacy import type_of


class EmailBackend(smtp.EmailBackend):
    """Django's backend for SMTP. It records a mail that could not be sent, and raises its error as before."""

    def send_messages(self, email_messages):
        try:
            number = super().send_messages(email_messages)
        except OSError as error:  # smtplib's errors, and those of the network
            record_failure(error)
            raise
        if number:
            MailFailure.objects.all().delete()
        return number


def record_failure(error):
    """Record that a mail could not be sent because of `error`. A transaction that is rolled back loses the record."""
    with transaction.atomic():
        MailFailure.objects.update_or_create(pk=1, defaults={"at": now(), "error": type_of(error)[:255]})


@health_check("mail", _("Mails"))
def check_mail():
    failure = MailFailure.objects.first()
    if failure is None:
        return Result.well(_("No mail has failed."))
    return Result.warning(
        _("A mail could not be sent on %(date)s.") % {"date": date_format(localtime(failure.at), "F j, Y, H:i")},
        effect=_("Staff may get no mails: reminders, forgotten passwords, warnings of logins."),
        advice=_("Tell the operators of the site. This line goes away once a mail was sent."),
    )
