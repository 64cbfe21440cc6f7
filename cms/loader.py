"""The loader: fetches the objects that an answer shows, each once, and all of one model together.

Templates, blocks and serializers ask `load_one` and `load_many`, which return what may be shown. They never ask the
database. A page announces what it will show: the first object that is asked for brings all that were announced, so
that an answer costs as many queries for a hundred objects as for one.
"""

from django.db.models import BigIntegerField, CharField, DateField, F, Value
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page, get_page_models

from cms import prepared_queries
from cms.context.request import current_channel, current_context
from cms.images.models import ContentImage, StoredRendition
from cms.plugins.placeholders.models import Placeholder
from cms.visibility import (
    add_dependencies,
    closed_to_audience,
    public_objects,
    public_pages,
    visibility_key,
    visible_files,
)


def announce(references):
    """Name what the answer under way will show: pairs of model and id, which may be None."""
    announced = current_context().announced
    for model, pk in references:
        if pk:
            announced[_base(model)].add(pk)


def load_many(model, ids):
    """Return those objects of `model` with these `ids` that may be shown where the answer goes: a dict by id.

    A page has what its card shows: `summary`, `listing_image_id` and `card_date`. An image has its renditions.
    """
    model, ids = _base(model), list(dict.fromkeys(ids))
    objects = current_context().objects
    if objects is None:
        found = fetch(model, set(ids))
        return {pk: found[pk] for pk in ids if pk in found}
    known = objects[model]
    if any(pk not in known for pk in ids):
        current_context().announced[model].update(ids)
        _fetch_announced()
    return {pk: known[pk] for pk in ids if known[pk] is not None}


def load_one(model, pk):
    """Return the object of `model` with this id, or None where there is none that may be shown."""
    return load_many(model, [pk]).get(pk) if pk else None


def load_visible(chosen):
    """Return the object that `chosen` stands for, or None where it may not be shown now.

    `chosen` is an object, or the reference to one that a block stores, or empty.
    """
    return load_one(chosen._meta.model, chosen.pk) if chosen else None


def prefetch(references):
    """Fetch what `references` name, pairs of model and id or None, and the images of the cards among them."""
    announce(references)
    if current_context().memoizes:
        _fetch_announced()


def _fetch_announced():
    """Fetch everything that was announced: pages first, since their cards have images."""
    announced, objects = current_context().announced, current_context().objects
    for model in [Page, *(one for one in announced if one is not Page)]:
        unknown = announced[model] - objects[model].keys()
        announced[model].clear()
        if not unknown:
            continue
        found = fetch(model, unknown)
        objects[model].update(dict.fromkeys(unknown) | found)
        add_dependencies(found.values())
        if model is Page:
            announced[ContentImage].update(page.listing_image_id for page in found.values() if page.listing_image_id)


def _base(model):
    return Page if issubclass(model, Page) else model


def fetch(model, ids):
    """Return the same as `load_many`, without remembering it."""
    if not ids:
        return {}
    if model is Page:
        return {page.pk: page for page in _fetch_cards(ids)}
    if model is ContentImage:
        return _fetch_images(ids)
    if model is get_document_model():
        return visible_files(model.objects.all()).in_bulk(ids)
    return public_objects(model._default_manager.all()).in_bulk(ids)


# Pages as cards

CARD_COLUMNS = [field.attname for field in Page._meta.concrete_fields]


def _fetch_cards(ids):
    for row in prepared_queries.fetch_rows(_card_rows, (visibility_key(),), ids):
        page = Page.from_db(None, CARD_COLUMNS, row[: len(CARD_COLUMNS)])
        page.summary, page.listing_image_id, page.card_date = row[len(CARD_COLUMNS) :]
        yield page


def _card_rows(places, _visibility_key):
    """Return a query of one part for each page type: SQLite joins 64 tables at most, and each part joins two."""
    models = [model for model in get_page_models() if not issubclass(model, Placeholder)]
    first, *others = (_cards_of(model, places) for model in models)
    return first.union(*others, all=True)


def _cards_of(model, places):
    pages = public_pages(model.objects.filter(id__in=places)).exact_type(model)
    fields = {field.name: field for field in model._meta.concrete_fields}
    card_date = getattr(model, "card_date_field", None)
    return (
        pages.order_by()
        .annotate(
            of_summary=_column(fields.get("summary"), CharField()),
            of_image=_column(fields.get("listing_image"), BigIntegerField()),
            of_date=_column(fields.get(card_date), DateField()),
        )
        .values_list(*CARD_COLUMNS, "of_summary", "of_image", "of_date")
    )


def _column(field, kind):
    return F(field.attname) if field else Cast(Value(None), kind)


# Images with their renditions

NOT_SHOWN = {"title", "file", "file_size", "file_hash", "created_at", "uploaded_by_user", "consent"}
"""Columns of an image that no answer shows."""


def _fetch_images(ids):
    """Return the images with these `ids` that may be shown, by id, each with its `stored_renditions`: one query."""
    names = [field.attname for field in ContentImage._meta.concrete_fields if field.name not in NOT_SHOWN]
    form = (tuple(names), current_channel(), timezone.localdate(), closed_to_audience("collection"))
    images = {}
    for row in prepared_queries.fetch_rows(_image_rows, form, ids):
        own, rendition = row[: len(names)], StoredRendition(*row[len(names) :])
        image = images.get(own[0])
        if image is None:
            image = images[own[0]] = ContentImage.from_db(None, names, own)
            image.stored_renditions = {}
        if rendition.file:
            image.stored_renditions[rendition.filter_spec, rendition.focal_point_key] = rendition
    return images


def _image_rows(places, names, *_visibility_key):
    images = visible_files(ContentImage.objects.filter(pk__in=places))
    return images.order_by().values_list(*names, *(f"renditions__{name}" for name in StoredRendition._fields))
