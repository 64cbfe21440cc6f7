"""The ways on which a picture comes into the library."""

import re

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import UploadedFile

from cms.images.models import ContentImage
from cms.testing.factories import ImageFactory


def _stem(name):
    """Return the title that Wagtail's scripts derive from a file name."""
    return re.sub(r"\.[^.]+$", "", name)


def add(client, name, content, title=None):
    """Upload a picture on the page for several."""
    return client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": _stem(name) if title is None else title, "files[]": SimpleUploadedFile(name, content)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )


def add_in_two_steps(client, name, content):
    """Upload a picture with a title that is too long, and correct that in the form that comes back."""
    response = add(client, name, content, title="x" * 256)
    if UploadedFile.objects.exists():
        waiting = UploadedFile.objects.get()
        title = re.search(r'name="[^"]*-title" value="([^"]*)"', response.json()["form"])[1]
        return client.post(
            reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk]),
            {f"uploaded-image-{waiting.pk}-title": title, f"uploaded-image-{waiting.pk}-tags": ""},
        )
    return response


def choose(client, name, content):
    """Upload a picture in the chooser of a page's editor."""
    return client.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": _stem(name),
            "image-chooser-upload-tags": "",
            "image-chooser-upload-file": SimpleUploadedFile(name, content),
        },
    )


def replace(client, name, content):
    """Put another file in the place of an image's, and its name into the title, as Wagtail's script does."""
    image = ContentImage.objects.first() or ImageFactory(title="Before")
    return client.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {
            "title": _stem(name),
            "tags": "",
            "collection": image.collection_id,
            "file": SimpleUploadedFile(name, content),
        },
    )


def create(client, name, content):
    """Make an image in code."""
    ContentImage.objects.create(title=_stem(name), file=ContentFile(content, name=name))


def save_file(client, name, content):
    """Give the file to the field in code."""
    ContentImage(title=_stem(name)).file.save(name, ContentFile(content))


IN_ADMIN = [add, add_in_two_steps, choose, replace]
IN_CODE = [create, save_file]


def stored():
    """Return what is in the storage, as a dict of paths and contents."""
    files = (path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())
    return {str(path.relative_to(settings.MEDIA_ROOT)): path.read_bytes() for path in files}
