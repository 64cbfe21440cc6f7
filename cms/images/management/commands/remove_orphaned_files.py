from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import UploadedFile

from cms.consent.models import Consent
from cms.images.models import ContentImage, Rendition


class Command(BaseCommand):
    help = (
        "Lists files in the storage that no database row refers to, such as those of an interrupted upload. "
        "With --delete, removes them."
    )

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true", help="Remove the files instead of listing them.")
        parser.add_argument(
            "--minutes",
            type=int,
            default=60,
            help="Skip files that are younger, since their row may not be written yet (default: %(default)s).",
        )

    def handle(self, *, delete, minutes, **options):
        newest = timezone.now() - timedelta(minutes=minutes)
        orphans = 0
        for model, field, folder in (
            (ContentImage, "file", "original_images"),
            (Rendition, "file", "images"),
            (get_document_model(), "file", "documents"),
            (UploadedFile, "file", "wagtail_uploads"),
            (Consent, "signed_form", "signed_forms"),
        ):
            storage = model._meta.get_field(field).storage
            names = list(_files(storage, folder))
            self.stdout.write(f"{folder}: {len(names)} files")
            referenced = set(model.objects.values_list(field, flat=True))
            for name in names:
                if name in referenced or storage.get_modified_time(name) > newest:
                    continue
                orphans += 1
                if delete:
                    storage.delete(name)
                self.stdout.write(f"{'removed' if delete else 'orphaned'}: {name}")
        self.stdout.write(f"{orphans} orphaned files" + ("" if delete or not orphans else "; --delete removes them"))


def _files(storage, folder):
    """Yield the names of all files in `folder` and its subfolders, if it exists."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}/{name}"
    for name in folders:
        yield from _files(storage, f"{folder}/{name}")
