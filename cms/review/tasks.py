from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms.review.reminders import mail_overdue_reviews
from cms.tasks.declaration import periodic


@periodic(every=timedelta(days=1), verbose_name=_("Mail overdue medical reviews"))
def mail_overdue():
    mail_overdue_reviews()
