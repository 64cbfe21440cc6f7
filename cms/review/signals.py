from django.dispatch import receiver
from wagtail.models import TaskState
from wagtail.signals import task_submitted

from cms.review.models import MedicalReviewTask
from cms.review.tasks import mail_submission


@receiver(task_submitted, sender=TaskState)
def mail_the_reviewers(instance, **kwargs):
    if isinstance(instance.task.specific, MedicalReviewTask):
        mail_submission.enqueue(instance.pk)
