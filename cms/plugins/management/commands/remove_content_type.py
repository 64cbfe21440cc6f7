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
    help = "Removes all that was made of a content type, and its tables. It cannot be undone: make an export."

    def add_arguments(self, parser):
        parser.add_argument("name", help="name of the content type, as `content_types` lists it")
        parser.add_argument(
            "--export", type=Path, metavar="FOLDER", help="write there first what is removed, with files"
        )
        parser.add_argument("--count", type=int, help="how many pages and objects there are, to be asked nothing")

    def handle(self, *, name, export, count, **options):
        found = content_types().get(name)
        if found is None or not (found.runs or found.has_orphaned_data):
            raise CommandError(
                f"There is nothing of a content type “{name}” here. `content_types` lists what there is."
            )
        if found.runs:
            raise CommandError(
                f"“{name}” is enabled, and servers that run need its tables. Nothing was removed. Take these steps "
                "in this order: take the name out of CMS_CONTENT_TYPES; restart all servers; run this command again, "
                "with the new CMS_CONTENT_TYPES; uninstall the package."
            )
        removal = Removal(apps.get_app_config(name))
        for what, number in removal.counts.items():
            self.stdout.write(f"{number:>8}  {what}")
        self._refuse_what_would_take_more_with_it(removal)
        if export:
            self._export(removal, export)
        self._ask(removal.total, count)
        removal.run()
        SchemaSnapshot.objects.filter(name=name).delete()
        schema_snapshot.forget(settings.CONTENT_TYPES_SNAPSHOT, name)
        self.stdout.write(
            f"“{name}” is removed. Uninstall its package. If it is enabled again, `migrate` makes its tables anew."
        )

    def _refuse_what_would_take_more_with_it(self, removal):
        if others := removal.other_pages_below():
            raise CommandError(
                f"Pages of other types stand below its pages: {', '.join(others)}. Move or delete them first. "
                "Nothing was removed."
            )
        if sites := Site.objects.filter(root_page__in=removal.pages):
            raise CommandError(
                f"A page of it is the home page of {', '.join(site.hostname for site in sites)}. Give that site "
                "another one first. Nothing was removed."
            )

    def _export(self, removal, folder):
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty. Name a new folder. Nothing was removed.")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "content.json").write_text(removal.as_json(), encoding="utf-8")
        for name, storage in removal.files().items():
            target = folder / "media" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with storage.open(name) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
        self.stdout.write(f"Exported to {folder}. `restore_content_type` reads it back.")

    def _ask(self, total, count):
        if count is None:
            answer = input(f"To remove all of it for good, type how many that are, revisions too ({total}): ")
            count = int(answer) if answer.strip().isdigit() else None
        if count != total:
            raise CommandError(f"Confirmation failed: there are {total}. Nothing was removed.")
