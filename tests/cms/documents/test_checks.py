"""A package that refers to a model which this project has replaced is found before staff find it."""

import pytest
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.documents import get_document_model_string
from wagtail.documents.models import Document
from wagtail.images import get_image_model_string
from wagtail.images.models import Image, Rendition

from cms.documents import checks


def errors_of(model, monkeypatch):
    """Return the errors of the check while `model` is an installed model beside all others."""
    installed = checks.apps.get_models()
    with monkeypatch.context() as patch:
        patch.setattr(checks.apps, "get_models", lambda: [*installed, model])
        return checks.check_references_to_replaced_models(None)


@isolate_apps("cms.documents")
def test_each_field_that_refers_to_a_replaced_model_is_named(monkeypatch):
    class Leaflet(ClusterableModel):
        cover = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="+")
        small = models.OneToOneField(Rendition, on_delete=models.CASCADE, related_name="+")
        file = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
        others = models.ManyToManyField(Document, related_name="+")
        pictures = ParentalManyToManyField(Image, related_name="+")

        class Meta:
            app_label = "cms_documents"

    errors = errors_of(Leaflet, monkeypatch)

    assert [error.msg for error in errors] == [
        "cms_documents.Leaflet.cover refers to wagtailimages.Image, but this project uses cms_images.ContentImage.",
        "cms_documents.Leaflet.small refers to wagtailimages.Rendition, but this project uses cms_images.Rendition.",
        "cms_documents.Leaflet.file refers to wagtaildocs.Document, but this project uses "
        "cms_documents.ContentDocument.",
        "cms_documents.Leaflet.others refers to wagtaildocs.Document, but this project uses "
        "cms_documents.ContentDocument.",
        "cms_documents.Leaflet.pictures refers to wagtailimages.Image, but this project uses "
        "cms_images.ContentImage.",
    ]
    assert {error.id for error in errors} == {"cms_documents.E001"}
    assert "`wagtail.documents.get_document_model_string()`" in errors[2].hint


@isolate_apps("cms.documents")
def test_a_field_that_refers_to_the_models_in_use_is_right(monkeypatch):
    class Leaflet(ClusterableModel):
        cover = models.ForeignKey(get_image_model_string(), on_delete=models.CASCADE, related_name="+")
        file = models.ForeignKey(get_document_model_string(), on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "cms_documents"

    assert errors_of(Leaflet, monkeypatch) == []


@isolate_apps("cms.documents")
def test_a_project_that_uses_the_models_of_wagtail_may_refer_to_them(monkeypatch, settings):
    settings.WAGTAILIMAGES_IMAGE_MODEL = "wagtailimages.Image"
    settings.WAGTAILDOCS_DOCUMENT_MODEL = "wagtaildocs.Document"

    class Leaflet(ClusterableModel):
        cover = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="+")
        file = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "cms_documents"

    assert errors_of(Leaflet, monkeypatch) == []


@pytest.mark.django_db
def test_this_project_refers_to_none(settings):
    assert not [error for error in run_checks() if error.id == "cms_documents.E001"]
