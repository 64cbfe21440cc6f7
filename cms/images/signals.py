from contextlib import suppress
from pathlib import PurePath
from uuid import uuid4

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.models import UploadedFile

from cms.images.fields import ImageNotStoredError
from cms.images.models import ContentImage
from cms.images.sanitize import sanitize_image


@receiver(pre_save, sender=UploadedFile)
def sanitize_pending_upload(instance, **kwargs):
    """Sanitize an upload that Wagtail stores until its form is complete. Wagtail stores the unchanged file."""
    if instance.for_content_type.model_class() is ContentImage and not instance.file._committed:
        image = sanitize_image(instance.file.file)
        image.name = uuid4().hex + PurePath(image.name).suffix
        path = instance._meta.get_field("file").generate_filename(instance, image.name)
        try:
            instance.file = instance.file.storage.save(path, image)
        except OSError as error:
            with suppress(OSError):
                instance.file.storage.delete(path)
            raise ImageNotStoredError from error


@receiver(post_save, sender=ContentImage)
def make_renditions(instance, raw, **kwargs):
    """Make all renditions on saving, since GET requests must not write. `raw` is True for fixtures without files."""
    if not raw:
        instance.make_renditions()
