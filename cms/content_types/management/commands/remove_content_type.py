import json
import shutil
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from wagtail.models import Page, ReferenceIndex, Revision, Site

from cms.content_types import record
from cms.content_types.discovery import content_types


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
        if found is None or not (found.runs or found.is_kept):
            raise CommandError(
                f"There is nothing of a content type “{name}” here. `content_types` lists what there is."
            )
        removal = Removal(apps.get_app_config(name))
        for what, number in removal.counts.items():
            self.stdout.write(f"{number:>8}  {what}")
        self._refuse_what_would_take_more_with_it(removal)
        if export:
            self._export(removal, export)
        self._ask(removal.total, count)
        removal.run()
        record.forget(settings.CONTENT_TYPES_RECORD, name)
        self.stdout.write(
            f"“{name}” is removed. Take it out of CMS_CONTENT_TYPES now, and uninstall its package: "
            "the next `migrate` would make its tables anew."
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
        for file in removal.files():
            target = folder / "media" / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with file.open("rb") as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
        self.stdout.write(f"Exported to {folder}.")

    def _ask(self, total, count):
        if count is None:
            answer = input(f"To remove all of it for good, type how many that are, revisions too ({total}): ")
            count = int(answer) if answer.strip().isdigit() else None
        if count != total:
            raise CommandError(f"There are {total}, and that is not what was said. Nothing was removed.")


class Removal:
    """All that was made of the content type of `app`, whether that runs or is missing."""

    def __init__(self, app):
        self.app = app
        self.models = list(app.get_models(include_auto_created=True))
        self.page_models = [model for model in self.models if issubclass(model, Page)]
        self.types = ContentType.objects.filter(app_label=app.label)
        self.pages = Page.objects.filter(content_type__in=self.types)
        self.revisions = Revision.objects.filter(content_type__in=self.types)

    @property
    def counts(self):
        """How many there are, by what they are called."""
        own = {
            f"{model._meta.verbose_name_plural} ({model._meta.label})": model._base_manager.count()
            for model in self.models
            if not model._meta.auto_created
        }
        return own | {"revisions of them": self.revisions.count()}

    @property
    def total(self):
        return sum(self.counts.values())

    def other_pages_below(self):
        """Return the titles of pages that are not of this content type and stand below one that is, a few of them."""
        below = models.Q(pk__in=[])
        for path in self.pages.values_list("path", flat=True):
            below |= models.Q(path__startswith=path)
        return list(
            Page.objects.filter(below).exclude(content_type__in=self.types).values_list("title", flat=True)[:5]
        )

    def as_json(self):
        """Return all of it as `loaddata` reads it."""
        objects = [*self.pages.order_by("path"), *self.revisions.order_by("pk")]
        for model in self.models:
            objects += model._base_manager.order_by("pk")
        return json.dumps(json.loads(serializers.serialize("json", objects)), indent=1, ensure_ascii=False)

    def files(self):
        """Return the files that it has or refers to: those of pictures and documents among them."""
        files = {
            file.name: file
            for one in self._objects_with_files()
            for field in one._meta.concrete_fields
            if isinstance(field, models.FileField) and (file := getattr(one, field.name))
        }
        return [file for file in files.values() if file.storage.exists(file.name)]

    def _objects_with_files(self):
        for model in self.models:
            yield from model._base_manager.all()
        references = ReferenceIndex.objects.filter(content_type__in=self.types)
        for type_id, pk in references.values_list("to_content_type", "to_object_id").distinct():
            model = ContentType.objects.get_for_id(type_id).model_class()
            if model and not issubclass(model, Page):
                yield from model._base_manager.filter(pk=pk)

    def run(self):
        """Remove it, all or nothing."""
        # Where SQLite checks foreign keys, it drops no table; they are checked as a whole, once the rows are gone.
        with connection.constraint_checks_disabled(), transaction.atomic():
            for page in self.pages.order_by("-depth"):
                page.delete()
            for model in self._children_first():
                if model not in self.page_models:
                    model._base_manager.all().delete()
            self.revisions.delete()
            self.types.delete()
            MigrationRecorder(connection).migration_qs.filter(app=self.app.label).delete()
            connection.check_constraints()  # PostgreSQL drops no table while some wait to be checked
            with connection.schema_editor(atomic=False) as editor:
                for model in self._children_first():
                    if not model._meta.auto_created:  # that goes with the model whose field made it
                        editor.delete_model(model)

    def _children_first(self):
        """Return the models so that each comes before those that it refers to."""
        ordered = []

        def add(model):
            if model in ordered:
                return
            for other in self.models:
                if other is not model and any(
                    field.related_model is model for field in other._meta.local_concrete_fields
                ):
                    add(other)
            ordered.append(model)

        for model in self.models:
            add(model)
        return ordered
