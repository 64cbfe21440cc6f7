"""Remove all that was made of a content type, export it, and restore an export."""

import json
from datetime import datetime, time

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from wagtail.models import Page, ReferenceIndex, Revision


class ExactEncoder(DjangoJSONEncoder):
    """Django's encoder, with times to the microsecond."""

    def default(self, o):
        return o.isoformat() if isinstance(o, datetime | time) else super().default(o)


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
        """Return everything that is removed, as Django's serializers write it. Content types go by their names."""
        objects = [*self.pages.order_by("path"), *self.revisions.order_by("pk")]
        for model in self.models:
            objects += model._base_manager.order_by("pk")
        # Deleting a page takes its tags, redirects, restrictions and workflows with it.
        collector = NestedObjects(using="default")
        collector.collect(self.pages)
        for found in collector.data.values():
            objects += sorted(found, key=lambda one: str(one.pk))
        unique = {(one._meta.concrete_model, one.pk): one for one in objects}
        exported = serializers.serialize("python", unique.values(), use_natural_foreign_keys=True)
        return json.dumps(exported, indent=1, ensure_ascii=False, cls=ExactEncoder)

    def files(self):
        """Return the storage of each file that it has or refers to, by name: those of pictures and documents, too."""
        files = {
            file.name: file.storage
            for one in self._objects_with_files()
            for field in one._meta.concrete_fields
            if isinstance(field, models.FileField) and (file := getattr(one, field.name))
        }
        # A placeholder model has the names of its files as text.
        for described in getattr(self.app, "snapshot", {}).get("models", ()):
            columns = [one["name"] for one in described["fields"] if one["type"] == "FileField"]
            if columns:
                names = self.app.get_model(described["name"])._base_manager.values_list(*columns)
                files |= {name: default_storage for row in names for name in row if name}
        return {name: storage for name, storage in files.items() if storage.exists(name)}

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


class RestoreError(Exception):
    """Says in a sentence why an export cannot be restored."""


def restore(app, exported):
    """Write back `exported`, the text of a `content.json`, for the content type of `app`. Return their number.

    All or nothing. Raises RestoreError where the database does not have what the objects need.
    """
    objects = [_of_real_fields(app, described) for described in json.loads(exported)]
    pages = [one for one in objects if one["model"] == "wagtailcore.page"]
    _refuse_what_does_not_fit(app, objects, pages)
    with connection.constraint_checks_disabled(), transaction.atomic():
        for one in serializers.deserialize("json", json.dumps(objects)):
            one.save()
        for parent in _parents(pages):
            children = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1).count()
            Page.objects.filter(pk=parent.pk).update(numchild=children)
        connection.check_constraints()
    return len(objects)


def _of_real_fields(app, described):
    """Return an object of an export with its JSON as JSON: a placeholder model keeps it as text."""
    label, _, _name = described["model"].partition(".")
    if label != app.label:
        return described
    model = apps.get_model(described["model"])
    fields = dict(described["fields"])
    for name, value in fields.items():
        if isinstance(value, str) and model._meta.get_field(name).get_internal_type() == "JSONField":
            fields[name] = json.loads(value)
    return described | {"fields": fields}


def _refuse_what_does_not_fit(app, objects, pages):
    strangers = {one["model"] for one in objects if one["model"].partition(".")[0] not in apps.app_configs}
    if strangers:
        raise RestoreError(f"The export has objects that nothing here knows: {', '.join(sorted(strangers))}.")
    taken = Page.objects.filter(
        models.Q(pk__in=[one["pk"] for one in pages]) | models.Q(path__in=[one["fields"]["path"] for one in pages])
    )
    if taken:
        titles = ", ".join(f"“{page.title}”" for page in taken[:5])
        raise RestoreError(f"Pages of the same keys or at the same places are there already: {titles}.")
    if any(model._base_manager.exists() for model in app.get_models()):
        raise RestoreError(f"There is content of “{app.label}” already.")
    paths = {one["fields"]["path"] for one in pages}
    missing = {one["fields"]["path"][: -Page.steplen] for one in pages} - paths
    missing -= set(Page.objects.filter(path__in=missing).values_list("path", flat=True))
    if missing:
        raise RestoreError("A page is gone below which its pages stood.")


def _parents(pages):
    paths = {one["fields"]["path"] for one in pages}
    return Page.objects.filter(path__in={path[: -Page.steplen] for path in paths} - paths)
