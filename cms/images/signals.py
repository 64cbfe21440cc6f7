from django.db.models.signals import post_save
from django.dispatch import receiver

from .models import ContentImage


@receiver(post_save, sender=ContentImage)
def make_renditions(instance, raw, **kwargs):
    """Make what the site will show now, since a GET must not. `raw` is a fixture, whose files may not be there."""
    if not raw:
        instance.make_renditions()
