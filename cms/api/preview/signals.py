"""Delete expired drafts when a page is published, in addition to the deletion on each preview."""

from django.dispatch import receiver
from wagtail.signals import page_published

from cms.api.preview.models import PreviewDraft


@receiver(page_published)
def delete_expired_drafts(**kwargs):
    PreviewDraft.objects.expired().delete()
