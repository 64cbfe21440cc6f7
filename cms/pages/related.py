"""Related content of a page. Content types offer it without knowing of each other."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Value, Window
from django.db.models.functions import RowNumber
from typing_extensions import TypedDict
from wagtail.models import Page

from cms import prepared_queries
from cms.context.request import current_context
from cms.loader import announce, load_many
from cms.pages.cards import card_representation
from cms.pages.ordering import unique_order
from cms.plugins.conventions import related_content
from cms.plugins.registry import registry
from cms.prepared_queries import NOW, ComparableQuery
from cms.visibility import public_by_row, public_objects, visibility_key

MAX_ITEMS = 6
"""Maximum number of items in a group."""


@dataclass(frozen=True)
class RelatedGroup:
    """A heading and its objects, which are fetched on first use."""

    offer: object
    ids: list

    @property
    def heading(self):
        return self.offer.heading

    @property
    def template(self):
        return self.offer.template

    @property
    def items(self):
        found = load_many(self.offer.items.model, self.ids)
        return [found[pk] for pk in self.ids if pk in found]


class RelatedRepresentation(TypedDict):
    """Related content of a page. `type` is the kind of the items; items of the type `pages` are cards."""

    heading: str
    type: str
    items: list[dict[str, Any]]


def related_to(page):
    """Return the public related content of `page`, as a list of `RelatedGroup`."""
    announce(load_related([page]))
    return [RelatedGroup(offer, ids) for offer, ids in _offered_for(page)]


def related_representation(page, request) -> list[RelatedRepresentation]:
    """Return the public related content of `page` for the API."""
    groups = []
    for group in (RelatedGroup(offer, ids) for offer, ids in _offered_for(page)):
        represent = card_representation if _are_pages(group.offer) else group.offer.represent
        items = [represent(item, request) for item in group.items]
        groups.append({"heading": str(group.heading), "type": group.offer.type, "items": items})
    return groups


def load_related(pages):
    """Load the related content of `pages` ahead, in one query. Return pairs of model and id."""
    found = find_related(pages)
    if current_context().memoizes:
        current_context().objects[find_related].update({page.pk: found[page.pk] for page in pages})
    return [(offer.items.model, pk) for offered in found.values() for offer, ids in offered for pk in ids]


def _offered_for(page):
    known = current_context().objects[find_related] if current_context().memoizes else {}
    return known[page.pk] if page.pk in known else find_related([page])[page.pk]


def find_related(pages):
    """Return the related content of `pages` by page id: a list of pairs of an offer and the ids of its items."""
    # An unsaved page has no related content.
    hidden = {page.pk: {page.pk, *page.shows_already} for page in pages if page.pk}
    offers = _offers()
    if not offers or not hidden:
        return defaultdict(list)
    ids = defaultdict(lambda: defaultdict(list))
    most = MAX_ITEMS + max(len(ids) for ids in hidden.values())
    for number, _rank, pk, about in sorted(_offered_rows(offers, list(hidden), most)):
        if pk not in hidden[about] or not _are_pages(offers[number]):
            ids[about][number].append(pk)
    related = defaultdict(list)
    for about, by_offer in ids.items():
        related[about] = [(offers[number], pks[:MAX_ITEMS]) for number, pks in sorted(by_offer.items())]
    return related


def _offers():
    return [offer for plugin in registry for offer in related_content(plugin)]


def _offered_rows(offers, page_ids, most):
    """Return related items: index of the offer, rank within it, id of the item, id of the page.

    For a single page these are the first `most` items of each offer, or some more. The query is compiled again where
    a plugin's queryset differs from the last one: it may depend on the time, a setting or the language.
    """
    limit = 1 << (most - 1).bit_length() if len(page_ids) == 1 else None
    variant = (visibility_key(), limit, *((ComparableQuery(offer.items), offer.about) for offer in offers))
    return prepared_queries.fetch_rows(_related_rows, variant, page_ids)


def _related_rows(placeholders, _visibility_key, limit, *offers):
    first, *others = (
        _rows(items.queryset, about, number, placeholders, limit) for number, (items, about) in enumerate(offers)
    )
    return first.union(*others, all=True)


def _rows(items, about, number, placeholders, limit):
    order = unique_order(items.query.order_by or items.model._meta.ordering)
    items = public_by_row(items) if issubclass(items.model, Page) else public_objects(items, NOW)
    items = items.filter(**{f"{about}__pk__in": placeholders}).order_by()
    if limit:  # SQLite has no LIMIT within a union, except in a subquery
        first = items.order_by(*order).values("pk")[:limit]
        items = items.model._base_manager.filter(pk__in=first).order_by()
    return items.annotate(
        offer=Value(number), rank=Window(RowNumber(), order_by=list(order)), page=F(f"{about}_id")
    ).values_list("offer", "rank", "pk", "page")


def _are_pages(offer):
    return issubclass(offer.items.model, Page)
