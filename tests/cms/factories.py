import io

import factory
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail_factories import PageFactory

from cms.images.models import ContentImage


def jpeg_bytes(size=(60, 40), color=(18, 56, 47)):
    file = io.BytesIO()
    Image.new("RGB", size, color).save(file, "JPEG")
    return file.getvalue()


class ImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContentImage

    title = factory.Sequence(lambda n: f"Image {n}")
    description = "A leaf"
    file = factory.LazyAttribute(lambda image: ContentFile(jpeg_bytes(), name="leaf.jpg"))


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_document_model()

    title = factory.Sequence(lambda n: f"Leaflet {n}")
    file = factory.LazyAttribute(lambda document: ContentFile(b"%PDF-1.7", name="leaflet.pdf"))


class ContentPageFactory(PageFactory):
    """What the factories of all content types build on."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda n: f"Page {n}")
    summary = "What the page says, in a sentence."
