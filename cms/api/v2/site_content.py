"""The practice and the menus, as apps read them."""

from typing import Literal

from django.conf import settings
from typing_extensions import TypedDict
from wagtail.api.rich_text import APIRichText
from wagtail.models import Page

from cms.api.v2.sites import SiteAPIViewSet
from cms.images.models import ContentImage
from cms.images.representation import Image, image_representation
from cms.loader import load_many, load_one, prefetch
from cms.pages.cards import PageCard, card_representation
from cms.sites.blocks import DAYS
from cms.sites.models import Menus, Practice


class Meta(TypedDict):
    type: str


class Address(TypedDict):
    street_address: str
    city: str
    region: str
    postal_code: str
    country: str


class NamedLink(TypedDict):
    label: str
    url: str


class SisterSite(TypedDict):
    name: str
    url: str
    text: str


class Book(TypedDict):
    title: str
    text: str
    url: str
    image: Image | None


class Screening(TypedDict):
    """Questions that help somebody find out whether the sister site is for them."""

    title: str
    questions: list[str]
    text: str
    link: NamedLink
    tag: str


class Phone(TypedDict):
    number: str
    reach: str


class PhoneBlock(TypedDict):
    type: Literal["phone"]
    value: Phone
    id: str | None


class Hours(TypedDict):
    """`days` and `hours` are words. The others are for programs; without times, it is closed on these days."""

    days: str
    hours: str
    day_names: list[Literal[*DAYS]]
    opens: str | None
    closes: str | None
    note: str


class HoursBlock(TypedDict):
    type: Literal["hours"]
    value: Hours
    id: str | None


class NoticeBlock(TypedDict):
    type: Literal["notice"]
    value: str
    id: str | None


class PracticeRepresentation(TypedDict):
    """The name, the people and the addresses of the practice."""

    meta: Meta
    name: str
    tagline: str
    surgeon: str
    specialty: str
    address: Address
    email: str
    phones: list[PhoneBlock]
    hours: list[HoursBlock]
    notices: list[NoticeBlock]
    sister_site: SisterSite
    book: Book
    screening: Screening
    contact_page: PageCard | None
    privacy_page: PageCard | None
    exit_url: str
    emergency_number: str


class MenuEntry(TypedDict):
    label: str
    href: str
    page: PageCard | None


class MenusRepresentation(TypedDict):
    meta: Meta
    main: list[MenuEntry]
    footer: list[MenuEntry]


class PracticeAPIViewSet(SiteAPIViewSet):
    """Who the practice of a site is. What staff left empty is empty here, too."""

    name = "practice"
    model = Practice

    def represent(self, site) -> PracticeRepresentation:
        practice = Practice.for_site(site)
        prefetch(
            [
                (Page, practice.contact_page_id),
                (Page, practice.privacy_page_id),
                (ContentImage, practice.book_image_id),
            ]
        )
        contact, privacy = (load_one(Page, pk) for pk in (practice.contact_page_id, practice.privacy_page_id))
        return {
            "meta": {"type": Practice._meta.label},
            **self._values(practice, "name", "tagline", "surgeon", "specialty"),
            "address": self._values(practice, "street_address", "city", "region", "postal_code", "country"),
            "email": practice.email,
            "phones": self._blocks(practice, "phones"),
            "hours": self._blocks(practice, "hours"),
            "notices": self._blocks(practice, "footer_notices"),
            "sister_site": {name: getattr(practice, f"sister_site_{name}") for name in ("name", "url", "text")},
            "book": {
                "title": practice.book_title,
                "text": practice.book_text,
                "url": practice.book_url,
                "image": image_representation(load_one(ContentImage, practice.book_image_id), self.request),
            },
            "screening": {
                "title": practice.screening_title,
                "questions": practice.questions,
                "text": APIRichText.serialize(practice.screening_text, format=self.resolve_rich_text_format()),
                "link": {"label": practice.screening_link_label, "url": practice.screening_link_url},
                "tag": practice.screening_tag,
            },
            "contact_page": contact and card_representation(contact, self.request),
            "privacy_page": privacy and card_representation(privacy, self.request),
            "exit_url": practice.exit_url,
            "emergency_number": settings.EMERGENCY_NUMBER,
        }

    def _values(self, practice, *names):
        return {name: getattr(practice, name) for name in names}

    def _blocks(self, practice, name):
        value = getattr(practice, name)
        return value.stream_block.get_api_representation(value, self.get_serializer_context())


class MenusAPIViewSet(SiteAPIViewSet):
    """The menus of a site, each a list of entries. An entry whose page is not public is left out, label and all."""

    name = "menus"
    model = Menus
    menus = ("main", "footer")

    def represent(self, site) -> MenusRepresentation:
        # Read as it is stored: the blocks would look up the pages of each menu by themselves.
        stored = Menus.for_site(site)
        links = {
            name: [child["value"] for child in getattr(stored, name).raw_data if child["type"] == "link"]
            for name in self.menus
        }
        chosen = {link.get("page") for menu in links.values() for link in menu}
        prefetch((Page, pk) for pk in chosen - {None})
        pages = load_many(Page, chosen - {None})
        return {
            "meta": {"type": Menus._meta.label},
            **{name: [entry for link in menu if (entry := self._entry(link, pages))] for name, menu in links.items()},
        }

    def _entry(self, link, pages):
        """Return a link as an entry, or None for one that leads nowhere now."""
        page = pages.get(link.get("page"))
        href = page.url if page else link.get("url")
        if not href:
            return None
        return {"label": link["label"], "href": href, "page": page and card_representation(page, self.request)}
