"""Fetches the objects that an answer refers to: each once, and those of one kind together.

Whoever needs an object asks `get_many`, which remembers it for the answer under way. `load_for` asks ahead for all
that some pages refer to, so that a list costs as many queries for a hundred pages as for one.
"""

from collections import defaultdict

from wagtail.models import Page

from cms import compiled
from cms.consent.channels import showing
from cms.consent.models import PatientContent
from cms.consent.rule import permitted
from cms.documents.models import ContentDocument
from cms.images.models import ContentImage, fetch_shown_images, in_open_collections

from .public import decisive, public_pages
from .shared import with_shared_fields


def get_many(model, ids):
    """Return those objects of `model` with these `ids` that may be shown where the answer goes: a dict by id.

    A page has what its card shows: `summary` and `listing_image_id`. An image has its renditions.
    """
    model = Page if issubclass(model, Page) else model
    known = showing().objects
    if known is None:
        return fetch(model, set(ids))
    known = known.setdefault(model, {})
    if unknown := {pk for pk in ids if pk not in known}:
        known.update(dict.fromkeys(unknown) | fetch(model, unknown))
    return {pk: known[pk] for pk in ids if known[pk] is not None}


def get_one(model, pk):
    """Return the object of `model` with this id, or None where there is none that may be shown."""
    return get_many(model, [pk]).get(pk) if pk else None


def load_for(references):
    """Fetch what `references` name, pairs of model and id or None, and the pictures of the cards among them."""
    wanted = defaultdict(set)
    for model, pk in references:
        wanted[Page if issubclass(model, Page) else model].add(pk)
    cards = get_many(Page, wanted.pop(Page, set()) - {None})
    wanted[ContentImage].update(card.listing_image_id for card in cards.values() if card.listing_image_id)
    for model, ids in wanted.items():
        get_many(model, ids - {None})


def fetch(model, ids):
    """Return the same, without remembering it."""
    if not ids:
        return {}
    if model is Page:
        return {page.pk: page for page in _cards(ids)}
    if model is ContentImage:
        return fetch_shown_images(ids)
    if model is ContentDocument:
        return in_open_collections(permitted(model.objects.all())).in_bulk(ids)
    queryset = model._default_manager.all()
    if issubclass(model, PatientContent):
        queryset = permitted(queryset)
    if hasattr(model, "live"):
        queryset = queryset.filter(live=True)
    return queryset.in_bulk(ids)


CARD_COLUMNS = [field.attname for field in Page._meta.concrete_fields]
CARD_ANNOTATIONS = ["summary", "listing_image_id"]


def _cards(ids):
    for row in compiled.rows(_card_rows, (decisive(),), ids):
        page = Page.from_db(None, CARD_COLUMNS, row[: len(CARD_COLUMNS)])
        page.summary, page.listing_image_id = row[len(CARD_COLUMNS) :]
        yield page


def _card_rows(places, _decisive):
    pages = with_shared_fields(public_pages(Page.objects.filter(pk__in=places)), ["summary", "listing_image"])
    return pages.order_by().values_list(*CARD_COLUMNS, *CARD_ANNOTATIONS)
