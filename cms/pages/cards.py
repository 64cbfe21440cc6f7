"""Cards that link to pages, with title, summary, image and date, loaded in a constant number of queries.

On the site, `templates/components/card.html` renders a card. In the API, a card is a `card_representation`, which has
no date. In both, a card is a page of the loader, which fetches only what cards show: see `_cards_of` in `cms.loader`.
"""

from typing_extensions import TypedDict
from wagtail.models import Page

from cms.images.models import ContentImage
from cms.images.representation import Image, detail_url, image_representation
from cms.loader import announce, load_many, load_one
from cms.pages.pagination import requested_page
from cms.visibility import add_list_dependency


class LinkMeta(TypedDict):
    type: str
    detail_url: str
    html_url: str | None


class PageLink(TypedDict):
    """A page that is led to."""

    id: int
    meta: LinkMeta
    type: str
    title: str
    url: str | None


class PageCard(PageLink):
    """A page that is led to, with what a card shows of it."""

    summary: str
    image: Image | None


class CardList:
    """The public pages among `ids`, in their order. They are fetched on first use."""

    def __init__(self, ids):
        self.ids = list(ids)
        announce((Page, pk) for pk in self.ids)

    def __iter__(self):
        found = load_many(Page, self.ids)
        return (found[pk] for pk in self.ids if pk in found)

    def __bool__(self):
        return any(True for _ in self)

    def __len__(self):
        return sum(1 for _ in self)


def page_of_cards(pages, request, size):
    """Return the paginator page of ids that the request asks for, and its `CardList`.

    `pages` is a queryset that `count_once` can count, `size` the number of cards per page. Raises Http404 if the
    paginator page does not exist.
    """
    page_obj = requested_page(pages.values_list("pk", flat=True), request, size)
    add_list_dependency(Page)
    return page_obj, CardList(page_obj)


def link_representation(page, request) -> PageLink:
    """Return a link to `page` for the API, with the keys that Wagtail's API has for a related page."""
    url = page.get_full_url(request)
    return {
        "id": page.pk,
        "meta": {
            "type": page.specific_class._meta.label,
            "detail_url": detail_url(request, "pages", page.pk),
            "html_url": url,
        },
        "type": page.specific_class._meta.label,
        "title": page.title,
        "url": url,
    }


def card_representation(page, request) -> PageCard:
    """Return `page` as a card for the API: enough to show a link to it without another request."""
    image = load_one(ContentImage, getattr(page, "listing_image_id", None))
    return link_representation(page, request) | {
        "summary": getattr(page, "summary", None) or "",
        "image": image_representation(image, request),
    }
