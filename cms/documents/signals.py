from uuid import uuid4

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import UploadedFile

from cms.documents.models import ContentDocument
from cms.documents.types import check_document, extension_of
from cms.uploads.storage import store_file


@receiver(pre_save, sender=UploadedFile)
def check_pending_upload(instance, **kwargs):
    """Validate an upload that Wagtail stores until its form is complete, and store it under an opaque name."""
    if instance.for_content_type.model_class() is not ContentDocument or instance.file._committed:
        return
    check_document(instance.file.name, instance.file.file)
    name = f"{uuid4().hex}.{extension_of(instance.file.name)}"
    instance.file = store_file(instance.file.field, instance, name, instance.file.file)
