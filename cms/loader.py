"""The loader: fetches the objects that a response shows, each object once and all objects of a model together.

Templates, blocks and serializers call `load_one` and `load_many`, which return only visible objects, and never query
the database themselves. A page announces the objects that it will show. The first load then fetches all announced
objects, so that the number of queries does not depend on the number of objects.
"""

import json

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, TruncDate
from django.db.models.manager import BaseManager
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page, get_page_models

from cms import prepared_queries
from cms.context.request import current_channel, current_context
from cms.images.models import ContentImage, StoredRendition
from cms.plugins.placeholders.models import Placeholder
from cms.prepared_queries import NOW, instance_of
from cms.visibility import (
    add_dependencies,
    closed_to_audience,
    public_objects,
    public_pages,
    visibility_key,
    visible_files,
)


def announce(references):
    """Announce objects that the response will show: pairs of model and id. The id may be None."""
    if not current_context().memoizes:
        return
    announced = current_context().announced
    for model, pk in references:
        if pk:
            announced[_base(model)].add(pk)


def load_many(model, ids):
    """Return a dict by id of those objects of `model` with these `ids` that are visible in the current request.

    Pages have the attributes of their cards: `summary`, `listing_image_id`, `card_date` and `card_notes`. Images have
    their `stored_renditions`.
    """
    model, ids = _base(model), list(dict.fromkeys(ids))
    objects = current_context().objects
    if objects is None:
        fetched = fetch(model, set(ids))
        return {pk: fetched[pk] for pk in ids if pk in fetched}
    loaded = objects[model]
    if any(pk not in loaded for pk in ids):
        current_context().announced[model].update(ids)
        _fetch_announced()
    found = {pk: loaded[pk] for pk in ids if loaded[pk] is not None}
    if current_context().cache_hints.is_recording:
        add_dependencies(found.values())
    return found


def load_one(model, pk):
    """Return the visible object of `model` with this id, or None."""
    return load_many(model, [pk]).get(pk) if pk else None


def load_visible(chosen):
    """Return the object of `chosen`, or None if it is not visible.

    `chosen` is an object, a reference to one as blocks store it, or None.
    """
    return load_one(chosen._meta.model, chosen.pk) if chosen else None


def prefetch(references):
    """Fetch the objects of `references`, pairs of model and id or None, and the images of pages among them."""
    announce(references)
    if current_context().memoizes:
        _fetch_announced()


def _fetch_announced():
    """Fetch all announced objects. Pages come first, since they announce the images of their cards.

    Other objects announce the images of their foreign keys for the next time, since only some readers show them, and
    what their method `references` yields, if they have one: pairs of model and id, as in the basis of a claim.
    """
    announced, objects = current_context().announced, current_context().objects
    images, others = set(), []
    for model in [Page, *(model for model in announced if model is not Page)]:
        ids = announced[model] - objects[model].keys()
        announced[model].clear()
        if not ids:
            continue
        fetched = fetch(model, ids)
        objects[model].update(dict.fromkeys(ids) | fetched)
        add_dependencies(fetched.values())
        if model is Page:
            announced[ContentImage].update(
                page.listing_image_id for page in fetched.values() if page.listing_image_id
            )
        elif model is not ContentImage:
            images.update(_images_of(model, fetched.values()))
            if hasattr(model, "references"):
                others += [reference for found in fetched.values() for reference in found.references()]
    announced[ContentImage] |= images
    announce(others)


def _images_of(model, objects):
    """Return the ids of the images to which foreign keys of `objects` refer."""
    keys = [field.attname for field in model._meta.concrete_fields if field.related_model is ContentImage]
    return (pk for key in keys for found in objects if (pk := getattr(found, key)))


def _base(model):
    return Page if issubclass(model, Page) else model


def fetch(model, ids):
    """Return a dict by id of visible objects, like `load_many`, but without the memo."""
    if not ids:
        return {}
    if model is Page:
        return {page.pk: page for page in _fetch_cards(ids)}
    if model is ContentImage:
        return _fetch_images(ids)
    if model is get_document_model():
        return visible_files(model.objects.all()).in_bulk(ids)
    return _fetch_objects(model, ids)


def _fetch_objects(model, ids):
    """Return a dict by id of the public objects of `model`, such as snippets."""
    is_plain = type(model._default_manager).get_queryset is BaseManager.get_queryset
    if not (is_plain and isinstance(model._meta.pk, IntegerField)):
        return public_objects(model._default_manager.all()).in_bulk(ids)
    names = tuple(field.attname for field in model._meta.concrete_fields)
    variant = (model, names, current_channel(), timezone.localdate())
    rows = prepared_queries.fetch_rows(_object_rows, variant, ids, plan_once=True)
    objects = [model.from_db(DEFAULT_DB_ALIAS, names, row) for row in rows]
    return {found.pk: found for found in objects}


def _object_rows(placeholders, model, names, *_visibility_key):
    objects = public_objects(model._default_manager.filter(pk__in=placeholders), NOW)
    return objects.order_by().values_list(*names)


# Pages as cards

CARD_COLUMNS = (
    "id",
    "path",
    "depth",
    "numchild",
    "title",
    "slug",
    "url_path",
    "content_type_id",
    "locale_id",
    "live",
    "first_published_at",
    "last_published_at",
)
"""Columns of a card. Others are read when they are asked for: converting each takes as long as reading the row."""
TYPES_OF_A_QUERY = 30
"""How many page types a query of cards joins. SQLite joins at most 64 tables, and a type may have parents."""


def _fetch_cards(ids):
    for row in prepared_queries.fetch_rows(_card_rows, (visibility_key(),), ids, plan_once=True):
        page = instance_of(Page, CARD_COLUMNS, row[: len(CARD_COLUMNS)])
        page.summary, page.listing_image_id, page.card_date, notes = row[len(CARD_COLUMNS) :]
        page.card_notes = [child["value"] for child in json.loads(notes or "[]")]
        yield page


def _card_rows(placeholders, _visibility_key):
    """Return a query that joins the tables of all page types, or a union of such queries."""
    models = [model for model in get_page_models() if not issubclass(model, Placeholder)]
    parts = [models[start : start + TYPES_OF_A_QUERY] for start in range(0, len(models), TYPES_OF_A_QUERY)]
    first, *others = (_cards_of(part, placeholders) for part in parts)
    return first.union(*others, all=True) if others else first


def _cards_of(models, placeholders):
    pages = public_pages(Page.objects.filter(pk__in=placeholders)).exact_type(*models)
    return (
        pages.order_by()
        .annotate(
            of_summary=_value(models, CharField(), lambda _model: "summary"),
            of_image=_value(models, BigIntegerField(), lambda _model: "listing_image"),
            of_date=_value(models, DateField(), lambda model: getattr(model, "card_date_field", None)),
            of_notes=_value(models, TextField(), lambda model: getattr(model, "card_notes_field", None)),
        )
        .values_list(*CARD_COLUMNS, "of_summary", "of_image", "of_date", "of_notes")
    )


def _value(models, output_field, name_of):
    """Return the value of the field that `name_of` names for the model of a page, or None without such a field."""
    fields = {}
    for model in models:
        for field in model._meta.concrete_fields:
            if field.name == name_of(model):
                owner = field.model if issubclass(field.model, Page) else model
                fields.setdefault((owner, field), []).append(ContentType.objects.get_for_model(model).pk)
    cases = [
        When(content_type__in=types, then=Cast(_column(owner, field), output_field))
        for (owner, field), types in fields.items()
    ]
    return Case(*cases, default=Cast(Value(None), output_field), output_field=output_field)


def _column(model, field):
    """Return the column of a field of the page type `model` in a query of `Page`. A time becomes its date."""
    links = model._meta.get_path_from_parent(Page)
    path = "__".join([*(link.join_field.name for link in links), field.attname])
    is_time = isinstance(field, DateTimeField)
    return TruncDate(path, tzinfo=timezone.get_default_timezone()) if is_time else F(path)


# Images with their renditions

UNUSED_COLUMNS = {"title", "file", "file_size", "created_at", "uploaded_by_user", "consent"}
"""Columns of an image that no response shows, and no hash of what is shown contains."""


def _fetch_images(ids):
    """Return a dict by id of the visible images, with their `stored_renditions`. It runs one query."""
    names = tuple(field.attname for field in ContentImage._meta.concrete_fields if field.name not in UNUSED_COLUMNS)
    variant = (names, current_channel(), timezone.localdate(), closed_to_audience("collection"))
    images = {}
    for row in prepared_queries.fetch_rows(_image_rows, variant, ids, plan_once=True):
        own, rendition = row[: len(names)], StoredRendition(*row[len(names) :])
        image = images.get(own[0])
        if image is None:
            image = images[own[0]] = instance_of(ContentImage, names, own)
            image.decorative, image.contextual_alt_text = False, None  # as Wagtail's `__init__` sets them
            image.stored_renditions = {}
        if rendition.file:
            image.stored_renditions[rendition.filter_spec, rendition.focal_point_key] = rendition
    return images


def _image_rows(placeholders, names, *_visibility_key):
    images = visible_files(ContentImage.objects.filter(pk__in=placeholders))
    return images.order_by().values_list(*names, *(f"renditions__{name}" for name in StoredRendition._fields))
