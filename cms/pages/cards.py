"""Pages shown as cards: title, summary and picture of other pages, in a number of queries that does not grow."""

from typing_extensions import TypedDict

from cms.images.models import ContentImage, prefetch_renditions
from cms.images.representation import Image, detail_url, image_representation

from .loading import get_one


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


def attach_images(pages):
    """Give each of `pages` its listing image with its renditions, in two queries."""
    ids = {page.listing_image_id for page in pages if getattr(page, "listing_image_id", None)}
    images = ContentImage.objects.in_bulk(ids) if ids else {}
    prefetch_renditions(list(images.values()))
    for page in pages:
        if getattr(page, "listing_image_id", None) in images:
            page.listing_image = images[page.listing_image_id]
    return pages


def link_representation(page, request) -> PageLink:
    """Return where `page` is, for the API, with what Wagtail's API tells of a related page."""
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
    image = get_one(ContentImage, getattr(page, "listing_image_id", None))
    return link_representation(page, request) | {
        "summary": getattr(page, "summary", None) or "",
        "image": image_representation(image, request),
    }
