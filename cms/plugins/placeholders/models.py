"""Placeholder models: their rows can be read, moved and deleted, but their own columns are never written."""

from datetime import datetime

from django.db import models
from django.db.models.base import ModelBase
from django.http import Http404
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import strip_tags
from django.utils.module_loading import import_string
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PagePermissionTester
from wagtail.models.pages import PageBase


class RawJSONField(models.TextField):
    """A JSON column whose text is preserved byte by byte.

    `stream` is the dotted path of the original field class. If it is a class of the core, its references to images,
    documents and pages are extracted, so that the reference index stays complete when it is rebuilt.
    """

    def __init__(self, *args, stream="", **kwargs):
        super().__init__(*args, **kwargs)
        self.stream = stream

    def extract_references(self, value):
        if block := self._block:
            yield from block.extract_references(block.to_python(value))

    def as_text(self, value):
        """Return the text content of `value`, or its JSON if the core does not know its blocks."""
        return "\n".join(self._block.get_searchable_content(self._block.to_python(value))) if self._block else value

    @property
    def _block(self):
        return import_string(self.stream)().stream_block if self.stream.startswith("cms.") else None

    def get_internal_type(self):
        return "JSONField"

    def get_placeholder(self, value, compiler, connection):
        return "%s::jsonb" if connection.vendor == "postgresql" else "%s"

    def from_db_value(self, value, expression, connection):
        return value

    def get_prep_value(self, value):
        return value

    def get_db_prep_value(self, value, connection, prepared=False):
        return value


class PlaceholderPagePermissions(PagePermissionTester):
    """Permissions for placeholder pages: staff can read, move and delete them."""

    def can_copy(self):
        return False

    can_publish = can_publish_subpage = can_unpublish = can_submit_for_moderation = can_copy
    can_add_subpage = can_view_revisions = can_copy


class Placeholder:
    """Mixin for models of content types that do not run."""

    def publish(self, *args, **kwargs):
        """Do nothing: schedules are run once the content type runs again."""

    def unpublish(self, *args, **kwargs):
        """Do nothing: placeholders are not shown, and expire once the content type runs again."""

    def save(self, *args, **kwargs):
        """Save the fields of `Page`, such as the path, but not the fields of the content type."""
        if not self._state.adding and not kwargs.get("update_fields"):
            own = {field.name for field in self._meta.local_fields}
            kwargs["update_fields"] = [
                field.name for field in self._meta.concrete_fields if field.name not in own and not field.primary_key
            ]
        super().save(*args, **kwargs)

    def content_as_text(self):
        """Return the field values as text for staff."""
        own = [field for field in self._meta.local_fields if not field.primary_key and not field.is_relation]
        return ", ".join(filter(None, (_as_text(field, self) for field in own if field.name != "sort_order")))


def _as_text(field, instance):
    """Return the value of `field` as text for staff, or "" if it is empty."""
    if field.is_relation:
        return str(getattr(instance, field.name) or "")
    value = field.value_from_object(instance)
    if isinstance(field, RawJSONField):
        return field.as_text(value or "[]")
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return strip_tags(str(localize(value))) if value not in (None, "") else ""


class PlaceholderPage(Placeholder):
    """Mixin for pages of content types that do not run."""

    is_creatable = False
    preview_modes = []

    @classmethod
    def can_exist_under(cls, parent):
        """Return True, since the rules of the content type are unknown and pages have to be movable."""
        return True

    def permissions_for_user(self, user):
        return PlaceholderPagePermissions(user, self)

    @property
    def status_string(self):
        return _("not available")

    def content_as_text(self):
        """Yield names and values of the fields and of child objects, as text for staff."""
        for field in self._meta.local_fields:
            if not field.primary_key and (value := _as_text(field, self)):
                yield {"name": field.verbose_name, "value": value}
        for relation in get_all_child_relations(type(self)):
            if issubclass(relation.related_model, Placeholder):
                for child in getattr(self, relation.get_accessor_name()).all():
                    yield {"name": relation.related_model.__name__, "value": child.content_as_text()}

    def get_admin_display_title(self):
        return _("{title} (its content type is not available)").format(title=super().get_admin_display_title())

    def serve(self, request, *args, **kwargs):
        raise Http404


def build(app):
    """Build the models of `app`, a `PlaceholderContentType`."""
    snapshots = {model["name"]: model for model in app.snapshot["models"]}
    built = {}

    def build_model(described):
        name = described["name"]
        if name not in built:
            built[name] = _build(app, described, [parent_of(label) for label in described["parents"]])
        return built[name]

    def parent_of(label):
        app_label, _, name = label.partition(".")
        return (
            build_model(snapshots[name]) if app_label == app.label else app.apps.get_model(label, require_ready=False)
        )

    for described in snapshots.values():
        build_model(described)


def _build(app, described, parents):
    is_page = any(issubclass(parent, Page) for parent in parents)
    if not any(issubclass(parent, Placeholder) for parent in parents):
        parents = [PlaceholderPage if is_page else Placeholder, *(parents or [models.Model])]
    meta = {
        "app_label": app.label,
        "db_table": described["table"],
        "managed": False,
        "verbose_name": format_lazy(gettext_lazy("{name} (not installed)"), name=described["verbose_name"]),
    }
    fields = {field["name"]: _field(app, field) for field in described["fields"]}
    members = {"__module__": __name__, "Meta": type("Meta", (), meta), **fields}
    return (PageBase if is_page else ModelBase)(described["name"], tuple(parents), members)


def _field(app, described):
    options = {name: value for name, value in described.items() if name in ("null", "unique", "primary_key")}
    options |= {"db_column": described["column"], "blank": True}
    if "to" in described:
        return _relation(app, described, options)
    if described["type"] == "JSONField":
        return RawJSONField(stream=described.get("field", ""), **options)
    sizes = {name: described[name] for name in ("max_length", "max_digits", "decimal_places") if name in described}
    replacements = {"FileField": "CharField", "FilePathField": "CharField"}
    name = replacements.get(described["type"], described["type"])
    return getattr(models, name, models.TextField)(**options, **sizes)


def _relation(app, described, options):
    if described["to"].partition(".")[0] not in app.apps.app_configs:
        return models.BigIntegerField(**options)  # the app of the referenced model is not installed
    if described["parent_link"]:
        return models.OneToOneField(described["to"], models.CASCADE, parent_link=True, **options)
    on_delete = getattr(models, described["on_delete"], models.PROTECT)
    if described["on_delete"] in ("", "SET", "SET_DEFAULT"):
        on_delete = models.PROTECT  # SET() and SET_DEFAULT cannot be reproduced
    if "parental" in described:
        return ParentalKey(described["to"], on_delete=on_delete, related_name=described["parental"], **options)
    field_class = models.OneToOneField if described["type"] == "OneToOneField" else models.ForeignKey
    return field_class(described["to"], on_delete, related_name="+", **options)
