from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms.review.reminders import mail_overdue_reviews
from cms.review.requests import mail_reviewers
from cms.tasks.declaration import periodic, task


@periodic(every=timedelta(days=1), verbose_name=_("Mail overdue medical reviews"))
def mail_overdue():
    mail_overdue_reviews()


@task(verbose_name=_("Mail reviewers about a submitted page"))
def mail_submission(task_state_id):
    mail_reviewers(task_state_id)
