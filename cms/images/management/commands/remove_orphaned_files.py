from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import UploadedFile

from cms.consent.models import Consent
from cms.images.models import ContentImage, Rendition


class Command(BaseCommand):
    help = (
        "Lists the files in the storage that no row knows, such as those of an upload that was cut short. "
        "With --delete, removes them."
    )

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true", help="Remove the files, and do not only list them.")
        parser.add_argument(
            "--minutes",
            type=int,
            default=60,
            help="Leave files alone that are younger: their row may be about to be written. Default: %(default)s.",
        )

    def handle(self, *, delete, minutes, **options):
        before = timezone.now() - timedelta(minutes=minutes)
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
            known = set(model.objects.values_list(field, flat=True))
            for name in names:
                if name in known or storage.get_modified_time(name) > before:
                    continue
                orphans += 1
                if delete:
                    storage.delete(name)
                self.stdout.write(f"{'removed' if delete else 'orphaned'}: {name}")
        self.stdout.write(f"{orphans} orphaned files" + ("" if delete or not orphans else "; --delete removes them"))


def _files(storage, folder):
    """Yield the names of all files in `folder` and below, if it is there."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}/{name}"
    for name in folders:
        yield from _files(storage, f"{folder}/{name}")
