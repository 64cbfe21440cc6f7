import shutil
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from cms.plugins import schema_snapshot
from cms.plugins.discovery import content_types
from cms.plugins.models import SchemaSnapshot
from cms.plugins.removal import Removal


class Command(BaseCommand):
    help = "Removes the content and the tables of a content type. It cannot be undone: use --export."

    def add_arguments(self, parser):
        parser.add_argument("name", help="name of the content type, as `content_types` lists it")
        parser.add_argument(
            "--export", type=Path, metavar="FOLDER", help="write the content and its files to this folder first"
        )
        parser.add_argument("--count", type=int, help="number of objects, which replaces the confirmation")

    def handle(self, *, name, export, count, **options):
        content_type = content_types().get(name)
        if content_type is None or not (content_type.runs or content_type.has_orphaned_data):
            raise CommandError(
                f"There is no content of a content type “{name}”. `content_types` lists all content types."
            )
        if content_type.runs:
            raise CommandError(
                f"“{name}” is enabled, and running servers need its tables. Nothing was removed. Take these steps "
                "in this order: take the name out of CMS_CONTENT_TYPES; restart all servers; run this command again, "
                "with the new CMS_CONTENT_TYPES; uninstall the package."
            )
        removal = Removal(apps.get_app_config(name))
        for label, number in removal.counts.items():
            self.stdout.write(f"{number:>8}  {label}")
        self._check_other_content(removal)
        if export:
            self._export(removal, export)
        self._confirm(removal.total, count)
        removal.run()
        SchemaSnapshot.objects.filter(name=name).delete()
        schema_snapshot.remove(settings.CONTENT_TYPES_SNAPSHOT, name)
        self.stdout.write(
            f"“{name}” is removed. Uninstall its package. If it is enabled again, `migrate` creates its tables again."
        )

    def _check_other_content(self, removal):
        """Raise CommandError if the removal would delete other pages or the root page of a site."""
        if others := removal.other_pages_below():
            raise CommandError(
                f"Pages of other types are below its pages: {', '.join(others)}. Move or delete them first. "
                "Nothing was removed."
            )
        if sites := Site.objects.filter(root_page__in=removal.pages):
            raise CommandError(
                f"One of its pages is the home page of {', '.join(site.hostname for site in sites)}. Choose another "
                "home page first. Nothing was removed."
            )

    def _export(self, removal, folder):
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty. Choose a new folder. Nothing was removed.")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "content.json").write_text(removal.as_json(), encoding="utf-8")
        for name, storage in removal.files().items():
            target = folder / "media" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with storage.open(name) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
        self.stdout.write(f"Exported to {folder}. `restore_content_type` reads it back.")

    def _confirm(self, total, count):
        if count is None:
            answer = input(f"To remove all of it permanently, type the total number, including revisions ({total}): ")
            count = int(answer) if answer.strip().isdigit() else None
        if count != total:
            raise CommandError(f"Confirmation failed: expected {total}. Nothing was removed.")
