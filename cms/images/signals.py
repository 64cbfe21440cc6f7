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
def clean_waiting_upload(instance, **kwargs):
    """Clean what Wagtail keeps until its form is complete: it stores the file as it was sent."""
    if instance.for_content_type.model_class() is ContentImage and not instance.file._committed:
        picture = sanitize_image(instance.file.file)
        picture.name = uuid4().hex + PurePath(picture.name).suffix
        path = instance._meta.get_field("file").generate_filename(instance, picture.name)
        try:
            instance.file = instance.file.storage.save(path, picture)
        except OSError as error:
            with suppress(OSError):
                instance.file.storage.delete(path)
            raise ImageNotStoredError from error


@receiver(post_save, sender=ContentImage)
def make_renditions(instance, raw, **kwargs):
    """Make what the site will show now, since a GET must not. `raw` is a fixture, whose files may not be there."""
    if not raw:
        instance.make_renditions()
