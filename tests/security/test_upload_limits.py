"""Uploads have limits: the size of a file, of a form, and the number of files and fields."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model

from cms.documents.models import ContentDocument
from cms.testing.factories import jpeg_bytes

PDF = b"%PDF-1.7 " + b"x" * 4000
pytestmark = pytest.mark.django_db


def test_a_document_that_is_too_large_is_refused_in_words_and_not_stored(admin_client, settings):
    settings.MAX_UPLOAD_SIZE = 3000
    form = {"title": "Large", "file": SimpleUploadedFile("large.pdf", PDF), "collection": 1}

    response = admin_client.post(reverse("wagtaildocs:add"), form)

    assert "This file is too large: 3.9\xa0KB. The limit is 2.9\xa0KB." in response.content.decode()
    assert not ContentDocument.objects.exists()
    with pytest.raises(ValidationError, match="too large"):
        ContentDocument(title="Large", file=SimpleUploadedFile("large.pdf", PDF)).save()


def test_an_image_that_is_too_large_is_refused(admin_client, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    form = {"title": "Large", "file": SimpleUploadedFile("large.jpg", jpeg_bytes()), "collection": 1}

    response = admin_client.post(reverse("wagtailimages:add"), form)

    assert "too big" in response.content.decode()
    assert not get_image_model().objects.exists()


def test_a_form_with_files_is_refused_by_its_size_before_it_is_read(client, home, settings, monkeypatch):
    monkeypatch.setattr("cms.uploads.limits.OF_FORM", 100)
    settings.MAX_UPLOAD_SIZE = 1000

    response = client.post("/admin/login/", {"file": SimpleUploadedFile("large.pdf", PDF)})

    assert response.status_code == 400
    assert client.post("/admin/login/", {"file": SimpleUploadedFile("small.pdf", PDF[:100])}).status_code == 200


@pytest.mark.parametrize(
    "data",
    [
        {f"file{number}": SimpleUploadedFile("a.txt", b"a") for number in range(21)},
        {f"field{number}": "a" for number in range(10_001)},
        {"field": "a" * 2_700_000},
    ],
    ids=["files", "fields", "bytes"],
)
def test_a_form_has_a_limited_number_of_files_fields_and_bytes(client, home, data):
    assert client.post("/admin/login/", data).status_code == 400
