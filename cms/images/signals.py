from pathlib import PurePath
from uuid import uuid4

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.models import UploadedFile

from cms.images.making import missing_filters
from cms.images.models import ContentImage
from cms.images.sanitize import sanitize_image
from cms.images.tasks import make_renditions
from cms.uploads.storage import store_file


@receiver(pre_save, sender=UploadedFile)
def sanitize_pending_upload(instance, **kwargs):
    """Sanitize an upload that Wagtail stores until its form is complete. Wagtail stores the unchanged file."""
    if instance.for_content_type.model_class() is ContentImage and not instance.file._committed:
        image = sanitize_image(instance.file.file)
        name = uuid4().hex + PurePath(image.name).suffix
        instance.file = store_file(instance.file.field, instance, name, image)


@receiver(post_save, sender=ContentImage)
def enqueue_renditions(instance, raw, **kwargs):
    """Let a task make the missing renditions. `raw` is True for fixtures without files."""
    if not raw and missing_filters(instance):
        make_renditions.enqueue(instance.pk)
