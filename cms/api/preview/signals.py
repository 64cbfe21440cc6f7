"""Publishing, like previewing, is an occasion to delete drafts that nobody can see any more."""

from django.dispatch import receiver
from wagtail.signals import page_published

from cms.api.preview.models import PreviewDraft


@receiver(page_published)
def delete_expired_drafts(**kwargs):
    PreviewDraft.objects.expired().delete()
