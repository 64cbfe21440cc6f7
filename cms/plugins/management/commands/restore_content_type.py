from pathlib import Path

from django.apps import apps
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from cms.plugins.discovery import content_types
from cms.plugins.removal import RestoreError, restore


class Command(BaseCommand):
    help = "Restores an export of `remove_content_type --export` into the same database."

    def add_arguments(self, parser):
        parser.add_argument("name", help="name of the content type, as `content_types` lists it")
        parser.add_argument("folder", type=Path, help="folder of the export")

    def handle(self, *, name, folder, **options):
        content_type = content_types().get(name)
        if content_type is None or not content_type.runs:
            raise CommandError(
                f"“{name}” is not enabled. Install its package, add it to CMS_CONTENT_TYPES, and run `migrate` first."
            )
        try:
            export = (folder / "content.json").read_text(encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{folder} is not an export: {error}.") from error
        try:
            count = restore(apps.get_app_config(name), export)
        except RestoreError as error:
            raise CommandError(f"{error} Nothing was restored.") from error
        self._restore_files(folder / "media")
        self.stdout.write(
            f"Restored {count} objects of “{name}”. Run `update_index` and `rebuild_references_index` now."
        )

    def _restore_files(self, folder):
        """Restore files that do not exist. Existing files belong to images and documents that were not removed."""
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not default_storage.exists(name):
                with path.open("rb") as file:
                    default_storage.save(name, File(file))
