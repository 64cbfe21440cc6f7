"""Links: links with a label, calls to action, cards of other pages."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from typing_extensions import TypedDict
from wagtail import blocks

from cms.loader import load_visible
from cms.pages.blocks.references import ReferenceMixin
from cms.pages.blocks.rules import RuledStructBlock
from cms.pages.cards import CardList, PageCard, PageLink, card_representation, link_representation
from cms.visibility import public_pages


class ContentPageChooserBlock(ReferenceMixin, blocks.PageChooserBlock):
    """Chooses a page that is shown to the public only while it is public itself."""

    def get_api_representation(self, value, context=None) -> PageLink | None:
        page = load_visible(value)
        return page and link_representation(page, context and context.get("request"))


class PageCardChooserBlock(ContentPageChooserBlock):
    """Chooses a page that is shown as a card, with its summary and picture."""

    def get_api_representation(self, value, context=None) -> PageCard | None:
        page = load_visible(value)
        return page and card_representation(page, context and context.get("request"))


def cards_of(pages):
    """Return those of the chosen `pages` that are public, as a `CardList`."""
    return CardList(page.pk for page in pages if page is not None)


class LinkValue(blocks.StructValue):
    @property
    def href(self):
        """The URL, or "" while the target page is not public."""
        if self.get("page") is not None:
            page = load_visible(self["page"])
            return page.url if page else ""
        return self.get("url") or ""


class Link(TypedDict):
    """A link to a page of the site or to another address. `href` is where it leads, or empty while that is hidden."""

    label: str
    page: PageLink | None
    url: str | None
    href: str


class LinkBlock(RuledStructBlock):
    """A link to a page of this site or to a URL, not to both."""

    label = blocks.CharBlock(max_length=60, label=_("Label"))
    page = ContentPageChooserBlock(required=False, label=_("Page"))
    url = blocks.URLBlock(
        required=False, label=_("Or an address"), help_text=_("For a page that is not on this site.")
    )

    def problems(self, value):
        if not value["page"] and not value["url"]:
            return {"page": ValidationError(_("This link leads nowhere yet. Choose a page, or give an address."))}
        if value["page"] and value["url"]:
            return {"url": ValidationError(_("Choose a page or give an address, not both."))}
        return {}

    def get_api_representation(self, value, context=None) -> Link:
        return super().get_api_representation(value, context) | {"href": value.href}

    class Meta:
        icon = "link"
        value_class = LinkValue
        template = "components/link.html"
        description = _("A link to a page of this site or to another address.")
        preview_value = {"label": "Ask a question", "page": None, "url": "https://example.com/"}


class CallToActionBlock(blocks.StructBlock):
    """A call to action: title, text and a button."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(max_length=400, rows=2, required=False, label=_("Text"))
    link = LinkBlock(label=_("Link"))

    class Meta:
        icon = "pick"
        template = "components/call_to_action.html"
        description = _("One thing to do next, with a button.")
        preview_value = {
            "title": "Ask in private",
            "text": "Write to us or call. Nothing you ask will surprise us.",
            "link": {"label": "Contact us", "page": None, "url": "https://example.com/"},
        }


class Cards(TypedDict):
    title: str
    pages: list[PageCard]


class CardsBlock(blocks.StructBlock):
    """Other pages of the site, as cards in the order in which they were chosen."""

    title = blocks.CharBlock(max_length=120, required=False, label=_("Title"))
    pages = blocks.ListBlock(PageCardChooserBlock(), min_num=1, label=_("Pages"))

    is_previewable = True

    def get_preview_value(self):
        """Show the pages that were published last."""
        newest = public_pages().order_by("-first_published_at").values_list("pk", flat=True)[:3]
        return self.to_python({"title": "Read on", "pages": list(newest)})

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["cards"] = cards_of(value["pages"])
        return context

    def get_api_representation(self, value, context=None) -> Cards:
        representation = super().get_api_representation(value, context)
        representation["pages"] = [card for card in representation["pages"] if card]
        return representation

    class Meta:
        icon = "grip"
        template = "components/cards.html"
        description = _("Leads to other pages of the site, each with its picture and summary.")
