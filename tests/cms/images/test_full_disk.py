"""A storage that cannot take an upload: a sentence, no row, and nothing left behind."""

import os

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from wagtail.models import UploadedFile

from cms.images.models import ContentImage
from cms.testing.factories import ImageFactory, jpeg_bytes
from cms.uploads.storage import FileNotStoredError
from tests.cms.images import uploads

pytestmark = pytest.mark.django_db


class FullDisk(FileSystemStorage):
    """A disk on which each file ends after a few bytes: the rest goes to `/dev/full`, as on a real one."""

    def _save(self, name, content):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            content.seek(0)
            file.write(content.read(10))
        with open("/dev/full", "wb") as full:
            full.write(content.read())
        return name


@pytest.fixture
def broken(request, settings):
    """Storage of which the folder of pictures is not writable, or that is full."""

    def break_it():
        if request.param == "full":
            storages = settings.STORAGES
            settings.STORAGES = storages | {"default": {"BACKEND": f"{__name__}.FullDisk"}}
        else:
            for name in ("original_images", "uploaded_files", "wagtail_uploads"):
                path = settings.MEDIA_ROOT / name
                path.parent.mkdir(parents=True, exist_ok=True)
                if path.exists():
                    path.rename(path.with_name(f"{name}.before"))
                path.write_text("")

    return break_it


BROKEN = pytest.mark.parametrize("broken", ["full", "not a folder"], indirect=True)


@BROKEN
@pytest.mark.parametrize("way", [uploads.add, uploads.choose, uploads.add_in_two_steps])
def test_an_upload_is_refused_in_words_and_leaves_nothing(way, broken, admin_client):
    broken()
    before = uploads.stored()

    answer = way(admin_client, "leaf.jpg", jpeg_bytes())

    assert answer.status_code == 200
    assert "could not be stored" in answer.content.decode()
    assert not ContentImage.objects.exists()
    assert not UploadedFile.objects.exists()
    assert uploads.stored() == before


@BROKEN
def test_a_picture_that_was_to_be_replaced_stays_as_it_is(broken, admin_client):
    image = ImageFactory(title="Before")
    stored, renditions = ContentImage.objects.values().get(), image.renditions.count()
    broken()

    answer = uploads.replace(admin_client, "leaf.jpg", jpeg_bytes())

    assert answer.status_code == 200
    assert "could not be stored" in answer.content.decode()
    assert ContentImage.objects.values().get() == stored
    assert image.renditions.count() == renditions


@BROKEN
def test_code_gets_an_error_and_leaves_nothing(broken):
    broken()

    with pytest.raises(FileNotStoredError):
        ImageFactory()

    assert not ContentImage.objects.exists()
    assert not [path for path in (settings.MEDIA_ROOT).rglob("*.jpg") if path.is_file()]
