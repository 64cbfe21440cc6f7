"""Factories of what the core brings, and a base for those of page types."""

import io
from datetime import timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail_factories import PageFactory

from cms.claims.models import Claim
from cms.consent.models import Consent
from cms.documents.models import ContentDocument
from cms.images.models import ContentImage


def jpeg_bytes(size=(60, 40), color=(18, 56, 47)):
    """Return a small photograph of one colour, as an upload has it."""
    file = io.BytesIO()
    Image.new("RGB", size, color).save(file, "JPEG")
    return file.getvalue()


def pdf_bytes(text="Leaflet"):
    """Return a PDF of one empty page, with `text` as a comment in it."""
    return (
        b"%PDF-1.7\n%" + text.encode() + b"\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


class ImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContentImage

    title = factory.Sequence(lambda n: f"Image {n}")
    description = "A leaf"
    file = factory.LazyAttribute(lambda image: ContentFile(jpeg_bytes(), name="leaf.jpg"))


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContentDocument

    title = factory.Sequence(lambda n: f"Leaflet {n}")
    file = factory.LazyAttribute(lambda document: ContentFile(pdf_bytes(), name="file.pdf"))


class ContentPageFactory(PageFactory):
    """The base of the factories of page types. It creates a published page."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda n: f"Page {n}")
    summary = "What the page says, in a sentence."


class ConsentFactory(factory.django.DjangoModelFactory):
    """A consent that covers everything on all channels by default."""

    class Meta:
        model = Consent

    class Params:
        expired = factory.Trait(expires_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)))

    code = factory.Sequence(lambda n: f"TEST-{n}")
    covers_photographs = True
    covers_face = True
    covers_story = True
    covers_name = True
    on_website = True
    on_apps = True
    signed_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=100))


class ClaimFactory(factory.django.DjangoModelFactory):
    """A published claim, based on own records, that ends in a year by default."""

    class Meta:
        model = Claim

    text = factory.Sequence(lambda n: f"Claim {n}: nine of ten patients slept well.")
    as_of = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=100))
    basis = factory.LazyFunction(lambda: [("own_records", "All patients of one year.")])
    denominator = 120
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))
