import io
import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, transaction

from cms.images.models import ContentImage
from cms.testing.factories import DocumentFactory, ImageFactory, jpeg_bytes
from tests.cms.images import uploads

pytestmark = pytest.mark.django_db


def run(*arguments):
    output = io.StringIO()
    call_command("remove_orphaned_files", *arguments, stdout=output)
    return output.getvalue()


@pytest.fixture
def orphans():
    """Create an original, a rendition and a document that are two hours old and have no database rows."""
    names = ["original_images/0a.jpg", "images/0a.width-480.jpg", "documents/0a.pdf"]
    for name in names:
        path = default_storage.path(default_storage.save(name, io.BytesIO(b"picture")))
        two_hours_ago = time.time() - 2 * 60 * 60
        os.utime(path, (two_hours_ago, two_hours_ago))
    return names


def test_orphaned_files_are_listed_and_kept(orphans):
    output = run()

    assert all(f"orphaned: {name}" in output for name in orphans)
    assert "3 orphaned files" in output
    assert set(orphans) <= set(uploads.stored())


def test_orphaned_files_are_removed_on_demand_and_no_others(orphans):
    ImageFactory()
    DocumentFactory()
    kept = set(uploads.stored()) - set(orphans)
    for name in kept:
        os.utime(default_storage.path(name), (0, 0))

    run("--delete")

    assert set(uploads.stored()) == kept


def test_a_file_whose_row_may_be_about_to_be_written_is_left_alone(orphans):
    young = default_storage.save("original_images/1b.jpg", io.BytesIO(b"picture"))

    run("--delete", "--minutes", "180")
    assert set(orphans) <= set(uploads.stored())

    run("--delete")
    assert set(uploads.stored()) == {young}

    run("--delete", "--minutes", "0")
    assert uploads.stored() == {}


def test_where_nothing_was_uploaded_nothing_is_orphaned():
    assert "0 orphaned files" in run()


def test_when_a_row_cannot_be_written_its_file_is_an_orphan():
    with pytest.raises(IntegrityError), transaction.atomic():
        ContentImage.objects.create(title="Leaf", collection_id=None, file=ContentFile(jpeg_bytes(), name="a.jpg"))
    assert len(uploads.stored()) == 1

    run("--delete", "--minutes", "0")
    assert uploads.stored() == {}
