"""The practice and the menus, as apps read them."""

from wagtail.api.rich_text import APIRichText
from wagtail.models import Page

from cms.api.sites import SiteAPIViewSet
from cms.images.models import prefetch_renditions
from cms.images.representation import image_representation
from cms.pages.cards import card_pages, card_representation

from .models import Menus, Practice


class PracticeAPIViewSet(SiteAPIViewSet):
    """Who the practice of a site is. What staff left empty is empty here, too."""

    name = "practice"
    model = Practice

    def represent(self, site):
        practice = Practice.for_site(site)
        return {
            "meta": {"type": Practice._meta.label},
            **self._values(practice, "name", "tagline", "surgeon"),
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
                "image": self._book_image(practice),
            },
            "screening": {
                "title": practice.screening_title,
                "questions": practice.questions,
                "text": APIRichText.serialize(practice.screening_text, format=self.resolve_rich_text_format()),
                "link": {"label": practice.screening_link_label, "url": practice.screening_link_url},
                "tag": practice.screening_tag,
            },
            "contact_page": self._contact_page(practice),
        }

    def _values(self, practice, *names):
        return {name: getattr(practice, name) for name in names}

    def _blocks(self, practice, name):
        value = getattr(practice, name)
        return value.stream_block.get_api_representation(value, self.get_serializer_context())

    def _book_image(self, practice):
        if practice.book_image:
            prefetch_renditions([practice.book_image])
        return image_representation(practice.book_image, self.request)

    def _contact_page(self, practice):
        pages = card_pages(Page.objects.filter(pk=practice.contact_page_id))
        return card_representation(pages[0], self.request) if pages else None


class MenusAPIViewSet(SiteAPIViewSet):
    """The menus of a site, each a list of entries. An entry whose page is not public is left out, label and all."""

    name = "menus"
    model = Menus
    menus = ("main", "footer")

    def represent(self, site):
        # Read as it is stored: the blocks would look up the pages of each menu by themselves.
        stored = Menus.for_site(site)
        links = {
            name: [child["value"] for child in getattr(stored, name).raw_data if child["type"] == "link"]
            for name in self.menus
        }
        chosen = {link.get("page") for menu in links.values() for link in menu}
        pages = {page.pk: page for page in card_pages(Page.objects.filter(pk__in=chosen - {None}))}
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
