"""Remove, export and restore the content of a content type."""

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

from cms.roles.models import GrantedPermission


class ExactEncoder(DjangoJSONEncoder):
    """`DjangoJSONEncoder` that preserves microseconds."""

    def default(self, o):
        return o.isoformat() if isinstance(o, datetime | time) else super().default(o)


class Removal:
    """The content of the content type of `app`, which is its plugin or its placeholder app."""

    def __init__(self, app):
        self.app = app
        self.models = list(app.get_models(include_auto_created=True))
        self.page_models = [model for model in self.models if issubclass(model, Page)]
        self.types = ContentType.objects.filter(app_label=app.label)
        self.pages = Page.objects.filter(content_type__in=self.types)
        self.revisions = Revision.objects.filter(content_type__in=self.types)

    @property
    def counts(self):
        """Numbers of objects by label."""
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
        """Return up to five titles of pages of other content types that are below pages of this one."""
        below = models.Q(pk__in=[])
        for path in self.pages.values_list("path", flat=True):
            below |= models.Q(path__startswith=path)
        return list(
            Page.objects.filter(below).exclude(content_type__in=self.types).values_list("title", flat=True)[:5]
        )

    def as_json(self):
        """Return all objects that `run` removes as JSON of Django's serializers, with natural foreign keys."""
        objects = [*self.pages.order_by("path"), *self.revisions.order_by("pk")]
        for model in self.models:
            objects += model._base_manager.order_by("pk")
        # Deleting a page also deletes its tags, redirects, restrictions and workflows.
        collector = NestedObjects(using="default")
        collector.collect(self.pages)
        for related in collector.data.values():
            objects += sorted(related, key=lambda instance: str(instance.pk))
        unique = {(instance._meta.concrete_model, instance.pk): instance for instance in objects}
        exported = serializers.serialize("python", unique.values(), use_natural_foreign_keys=True)
        return json.dumps(exported, indent=1, ensure_ascii=False, cls=ExactEncoder)

    def files(self):
        """Return a dict from file names to storages, including files of images and documents that are referred to."""
        files = {
            file.name: file.storage
            for instance in self._objects_with_files()
            for field in instance._meta.concrete_fields
            if isinstance(field, models.FileField) and (file := getattr(instance, field.name))
        }
        # Placeholder models store file names in text fields.
        for described in getattr(self.app, "snapshot", {}).get("models", ()):
            columns = [field["name"] for field in described["fields"] if field["type"] == "FileField"]
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
        """Remove the content, its revisions and its tables in one transaction."""
        # SQLite cannot drop tables while it checks foreign keys. They are checked once the rows are deleted.
        with connection.constraint_checks_disabled(), transaction.atomic():
            for page in self.pages.order_by("-depth"):
                page.delete()
            for model in self._children_first():
                if model not in self.page_models:
                    model._base_manager.all().delete()
            self.revisions.delete()
            self.types.delete()
            GrantedPermission.objects.filter(permission__startswith=f"{self.app.label}.").delete()
            MigrationRecorder(connection).migration_qs.filter(app=self.app.label).delete()
            connection.check_constraints()  # PostgreSQL cannot drop tables while checks are pending
            with connection.schema_editor(atomic=False) as editor:
                for model in self._children_first():
                    if not model._meta.auto_created:  # it is dropped with the model of its many-to-many field
                        editor.delete_model(model)

    def _children_first(self):
        """Return the models sorted so that each precedes the models that it refers to."""
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
    """An export cannot be restored. The message is the reason."""


def restore(app, export):
    """Restore `export`, the text of a `content.json`, in one transaction. Return the number of objects.

    Raise RestoreError if the objects do not fit the database.
    """
    objects = [_with_parsed_json(app, described) for described in json.loads(export)]
    pages = [described for described in objects if described["model"] == "wagtailcore.page"]
    _check_database(app, objects, pages)
    with connection.constraint_checks_disabled(), transaction.atomic():
        for deserialized in serializers.deserialize("json", json.dumps(objects)):
            deserialized.save()
        for parent in _parents(pages):
            children = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1).count()
            Page.objects.filter(pk=parent.pk).update(numchild=children)
        connection.check_constraints()
    return len(objects)


def _with_parsed_json(app, described):
    """Parse the JSON fields of an exported object: exports of placeholder models contain them as text."""
    label, _, _name = described["model"].partition(".")
    if label != app.label:
        return described
    model = apps.get_model(described["model"])
    fields = dict(described["fields"])
    for name, value in fields.items():
        if isinstance(value, str) and model._meta.get_field(name).get_internal_type() == "JSONField":
            fields[name] = json.loads(value)
    return described | {"fields": fields}


def _check_database(app, objects, pages):
    """Raise RestoreError if models or parent pages are missing, or keys or paths are in use."""
    labels = {described["model"] for described in objects}
    unknown = sorted(label for label in labels if label.partition(".")[0] not in apps.app_configs)
    if unknown:
        raise RestoreError(f"The export has objects of models that are not installed: {', '.join(unknown)}.")
    paths = {page["fields"]["path"] for page in pages}
    taken = Page.objects.filter(models.Q(pk__in=[page["pk"] for page in pages]) | models.Q(path__in=paths))
    if taken:
        titles = ", ".join(f"“{page.title}”" for page in taken[:5])
        raise RestoreError(f"Pages with the same ids or paths exist already: {titles}.")
    if any(model._base_manager.exists() for model in app.get_models()):
        raise RestoreError(f"Content of “{app.label}” exists already.")
    missing = {path[: -Page.steplen] for path in paths} - paths
    missing -= set(Page.objects.filter(path__in=missing).values_list("path", flat=True))
    if missing:
        raise RestoreError("A parent page of its pages does not exist any more.")


def _parents(pages):
    paths = {page["fields"]["path"] for page in pages}
    return Page.objects.filter(path__in={path[: -Page.steplen] for path in paths} - paths)
