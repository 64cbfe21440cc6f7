"""Models that keep the rows of a content type that is gone: read and moved and deleted with care, never changed."""

from datetime import datetime

from django.db import models
from django.db.models.base import ModelBase
from django.http import Http404
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import strip_tags
from django.utils.module_loading import import_string
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PagePermissionTester
from wagtail.models.pages import PageBase


class RawJSONField(models.TextField):
    """A column of JSON whose text is kept as it is, to the byte.

    `stream` is the path of the field that it really is, where the core knows that: it tells which pictures, documents
    and pages stand in it, so that staff see what is in use, also when the index of references is built anew.
    """

    def __init__(self, *args, stream="", **kwargs):
        super().__init__(*args, **kwargs)
        self.stream = stream

    def extract_references(self, value):
        if block := self._block:
            yield from block.extract_references(block.to_python(value))

    def in_words(self, value):
        """Return the text that stands in `value`, or all of it where the core does not know its blocks."""
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
    """What staff may do with a page whose content type is gone: read, move and delete it."""

    def can_copy(self):
        return False

    can_publish = can_publish_subpage = can_unpublish = can_submit_for_moderation = can_copy
    can_add_subpage = can_view_revisions = can_copy


class Placeholder:
    """For a page or another object of a content type that is gone: what it does not do."""

    def publish(self, *args, **kwargs):
        """Do nothing: what is scheduled is published once the content type is back."""

    def unpublish(self, *args, **kwargs):
        """Do nothing: it is shown nowhere, and expires once the content type is back."""

    def save(self, *args, **kwargs):
        """Write what belongs to all pages, such as the place in the tree, and nothing of the content type's own."""
        if not self._state.adding and not kwargs.get("update_fields"):
            own = {field.name for field in self._meta.local_fields}
            kwargs["update_fields"] = [
                field.name for field in self._meta.concrete_fields if field.name not in own and not field.primary_key
            ]
        super().save(*args, **kwargs)

    def kept_in_words(self):
        """Return what this holds, for staff to read."""
        own = [field for field in self._meta.local_fields if not field.primary_key and not field.is_relation]
        return ", ".join(filter(None, (_in_words(field, self) for field in own if field.name != "sort_order")))


def _in_words(field, one):
    """Return what `field` of `one` holds, for staff to read, or "" where that is nothing."""
    if field.is_relation:
        return str(getattr(one, field.name) or "")
    value = field.value_from_object(one)
    if isinstance(field, RawJSONField):
        return field.in_words(value or "[]")
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return strip_tags(str(localize(value))) if value not in (None, "") else ""


class PlaceholderPage(Placeholder):
    """For a page whose content type is gone."""

    is_creatable = False
    preview_modes = []

    @classmethod
    def can_exist_under(cls, parent):
        """Whatever the rules of its content type were: moving what is below or above it has to work."""
        return True

    def permissions_for_user(self, user):
        return PlaceholderPagePermissions(user, self)

    @property
    def status_string(self):
        return "kept"

    def kept_in_words(self):
        """Yield what this holds, for staff to read: names and values, also of what belongs to it."""
        for field in self._meta.local_fields:
            if not field.primary_key and (value := _in_words(field, self)):
                yield {"name": field.verbose_name, "value": value}
        for relation in get_all_child_relations(type(self)):
            if issubclass(relation.related_model, Placeholder):
                for child in getattr(self, relation.get_accessor_name()).all():
                    yield {"name": relation.related_model.__name__, "value": child.kept_in_words()}

    def get_admin_display_title(self):
        return f"{super().get_admin_display_title()} (its content type is missing)"

    def serve(self, request, *args, **kwargs):
        raise Http404


def build(app):
    """Make the models of `app`, a `PlaceholderContentType`."""
    known = {one["name"]: one for one in app.snapshot["models"]}
    built = {}

    def build_one(described):
        name = described["name"]
        if name not in built:
            built[name] = _build(app, described, [parent_of(label) for label in described["parents"]])
        return built[name]

    def parent_of(label):
        app_label, _, name = label.partition(".")
        return build_one(known[name]) if app_label == app.label else app.apps.get_model(label, require_ready=False)

    for described in known.values():
        build_one(described)


def _build(app, described, parents):
    is_page = any(issubclass(parent, Page) for parent in parents)
    if not any(issubclass(parent, Placeholder) for parent in parents):
        parents = [PlaceholderPage if is_page else Placeholder, *(parents or [models.Model])]
    meta = {
        "app_label": app.label,
        "db_table": described["table"],
        "managed": False,
        "verbose_name": f"{described['verbose_name']} (not installed)",
    }
    fields = {one["name"]: _field(app, one) for one in described["fields"]}
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
    kinds = {"FileField": "CharField", "FilePathField": "CharField"}
    kind = getattr(models, kinds.get(described["type"], described["type"]), models.TextField)
    return kind(**options, **sizes)


def _relation(app, described, options):
    if described["to"].partition(".")[0] not in app.apps.app_configs:
        return models.BigIntegerField(**options)  # what it leads to is gone for good
    if described["parent_link"]:
        return models.OneToOneField(described["to"], models.CASCADE, parent_link=True, **options)
    on_delete = getattr(models, described["on_delete"], models.PROTECT)
    if described["on_delete"] in ("", "SET", "SET_DEFAULT"):
        on_delete = models.PROTECT  # what it would be set to, nobody knows
    if "parental" in described:
        return ParentalKey(described["to"], on_delete=on_delete, related_name=described["parental"], **options)
    kind = models.OneToOneField if described["type"] == "OneToOneField" else models.ForeignKey
    return kind(described["to"], on_delete, related_name="+", **options)
