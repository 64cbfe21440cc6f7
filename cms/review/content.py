"""The clinical content of a page as it is shown, and its hash.

The representation is that of the API: fields and blocks resolve what they refer to, so a changed notice, citation,
image or snippet changes the hash. It is made for previews: content that a consent hides on one channel belongs to it,
and so does an image before its consent is assigned. Pages count by their id only, since each has a review of its own.
"""

import copy
import functools
import hashlib
import re
from datetime import date, datetime

import orjson
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from rest_framework.fields import SkipField
from wagtail.api.rich_text import APIRichText
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.context.cache_hints import CacheHints
from cms.context.channels import PREVIEW
from cms.context.request import current_context, use_context
from cms.images.models import ContentImage
from cms.images.representation import image_representation
from cms.loader import load_one, prefetch
from cms.pages.richtext.expansion import serialize
from cms.visibility import EVERYONE, kind_of

OF_IMAGES = {"id", "title", "alt", "credit", "sensitive"}
"""Keys of an image in the API that visitors read. Others are sizes and colors."""
ADDRESSES = {"meta", "url", "html_url", "download_url", "href"}
"""Keys of references to other objects that depend on where they are served."""
BLOCK_KEY = re.compile(r' data-block-key="\w*"')
MAX_DEPTH = 3
"""How deep the foreign keys of foreign keys are followed."""


def hash_of(content):
    """Return the hash of `content`, the result of `clinical_content`."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def clinical_content(page):
    """Return the clinical content of `page`, which may be a draft, as JSON values by field name.

    `page` is an instance of its type. The files of its images and documents are in it by their hashes.
    """
    page = _without_computed_values(page)
    outer = current_context()
    if outer.memoizes:
        prefetch(list(page.api_references(set(page.clinical_fields()))))
    hints = CacheHints(is_recording=True)
    options = {"request": None, "for_apps": True, "cache_hints": hints}
    with use_context(PREVIEW, EVERYONE, **options) as inner, translation.override(settings.LANGUAGE_CODE):
        for model, objects in (outer.objects or {}).items():
            if isinstance(model, type):
                inner.objects[model].update({pk: found for pk, found in objects.items() if found is not None})
        inner.objects[Page] = _PagesById()
        inner.memoize("base of URLs", str)  # no content: addresses are paths
        fields = _fields(page)
        return fields | _files(inner, hints.keys)


def _without_computed_values(page):
    """Return a copy of `page` without cached properties: they may stem from other content of the same instance."""
    page = copy.copy(page)
    for name in page.__dict__.keys() & _computed_names(type(page)):
        del page.__dict__[name]
    return page


@functools.cache
def _computed_names(model):
    """Return the names of the cached properties of `model`."""
    return {
        name
        for parent in model.__mro__
        for name, value in vars(parent).items()
        if isinstance(value, cached_property | functools.cached_property)
    }


class _LinkedPage:
    """A page of which nothing but the id is known. `isinstance` accepts it as a `Page`."""

    title = summary = slug = ""
    listing_image_id = card_date = None
    card_notes = ()
    live = True
    specific_class = __class__ = Page
    _meta = Page._meta

    def __init__(self, pk):
        self.pk = self.id = pk
        self.url = self.full_url = f"page:{pk}"

    def __str__(self):
        return self.url

    @property
    def specific(self):
        return self

    def get_url(self, *args, **kwargs):
        return self.url

    get_full_url = get_url


class _PagesById(dict):
    """Memo of the loader in which every page is there, as a `_LinkedPage`."""

    def __contains__(self, pk):
        return True

    def __missing__(self, pk):
        return self.setdefault(pk, _LinkedPage(pk))


def _fields(page):
    serializers = {field.name: field.serializer for field in page.api_fields}
    context = {"request": HttpRequest(), "view": None, "router": None}
    content = {}
    for name in page.clinical_fields():
        serializer = serializers.get(name)
        value = _serialized(serializer, name, page, context) if serializer else _plain(page, name, context)
        if isinstance(value, list):
            value = [item for item in value if not _is_excluded(item, page.not_clinical_blocks)]
        content[name] = _canonical(value)
    return content


def _is_excluded(item, block_types):
    return isinstance(item, dict) and {"type", "value"} <= item.keys() and item["type"] in block_types


def _serialized(serializer, name, instance, context):
    field = copy.deepcopy(serializer)
    field.bind(field_name=name, parent=None)
    field._context = context
    try:
        value = field.get_attribute(instance)
    except (SkipField, AttributeError):
        return None
    return None if value is None else field.to_representation(value)


def _plain(instance, name, context, depth=0):
    """Return the value of the field or property `name` without a serializer of its own."""
    field = next((field for field in instance._meta.get_fields() if field.name == name), None)
    if isinstance(field, StreamField):
        stream = getattr(instance, name)
        return stream.stream_block.get_api_representation(stream, context)
    if isinstance(field, RichTextField):
        return serialize(getattr(instance, name) or "", APIRichText.FORMAT_HTML)
    if field is not None and field.is_relation and (field.many_to_one or field.one_to_one) and field.concrete:
        pk = getattr(instance, field.attname)
        if depth < MAX_DEPTH and field.target_field.primary_key:
            return _related(load_one(field.related_model, pk), context, depth)
        return pk
    if field is not None and field.is_relation:
        accessor = field.get_accessor_name() if field.auto_created else name
        return [_related(child, context, depth) for child in getattr(instance, accessor).all()]
    value = getattr(instance, name)
    return value() if callable(value) else value


def _related(instance, context, depth):
    """Return the content of an object that a page refers to."""
    if instance is None:
        return None
    if isinstance(instance, ContentImage):
        return image_representation(instance, context["request"])
    if isinstance(instance, Page):
        return {"page": instance.pk}
    declared = [field.name if hasattr(field, "name") else field for field in getattr(instance, "api_fields", ())]
    own = [
        field.name
        for field in instance._meta.concrete_fields
        if not (field.primary_key or isinstance(field, ParentalKey) or field.name == "sort_order")
    ]
    return {name: _plain(instance, name, context, depth + 1) for name in declared or own}


def _canonical(value):
    """Return `value` as JSON values, without what is no content: addresses, sizes and the ids of blocks."""
    match value:
        case dict():
            if "renditions" in value:
                value = {name: item for name, item in value.items() if name in OF_IMAGES}
            elif {"type", "value"} <= value.keys():
                value = {name: item for name, item in value.items() if name != "id"}
            elif isinstance(value.get("meta"), dict) or "download_url" in value:
                value = {name: item for name, item in value.items() if name not in ADDRESSES}
            return {str(name): _canonical(item) for name, item in value.items()}
        case list() | tuple():
            return [_canonical(item) for item in value]
        case None | bool() | int() | float():
            return value
        case date() | datetime():
            return value.isoformat()
        case _:
            return BLOCK_KEY.sub("", str(value))


def _files(context, shown):
    """Return the hashes of the files of images and documents, as the field `files`."""
    hashes = {}
    for model, objects in list(context.objects.items()):
        if not isinstance(model, type) or model is Page:
            continue
        for pk, found in objects.items():
            key = f"{kind_of(model)}-{pk}"
            if key in shown and getattr(found, "file_hash", None):
                hashes[key] = found.file_hash
    return {"files": hashes} if hashes else {}
