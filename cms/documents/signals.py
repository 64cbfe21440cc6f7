from contextlib import suppress
from uuid import uuid4

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import UploadedFile

from cms.documents.fields import NotStoredError
from cms.documents.models import ContentDocument
from cms.documents.types import check_document, extension_of


@receiver(pre_save, sender=UploadedFile)
def check_pending_upload(instance, **kwargs):
    """Validate an upload that Wagtail stores until its form is complete, and store it under an opaque name."""
    if instance.for_content_type.model_class() is not ContentDocument or instance.file._committed:
        return
    check_document(instance.file.name, instance.file.file)
    name = f"{uuid4().hex}.{extension_of(instance.file.name)}"
    try:
        instance.file.save(name, instance.file.file, save=False)
    except OSError as error:
        with suppress(OSError):
            instance.file.storage.delete(instance.file.field.generate_filename(instance, name))
        raise NotStoredError from error
