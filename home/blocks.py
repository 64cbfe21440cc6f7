"""Blocks of the home page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.plugins.api import LinkBlock


class CallOutBlock(blocks.StructBlock):
    """A short text with a link on the home page."""

    title = blocks.CharBlock(max_length=80, label=_("Title"))
    text = blocks.TextBlock(max_length=200, rows=2, label=_("Text"))
    link = LinkBlock(label=_("Link"))

    class Meta:
        icon = "pick"
        template = "home/blocks/call_out.html"
        description = _("A short text with a link, beside others of its kind.")
        preview_value = {
            "title": "Ask in private",
            "text": "Write to us or call. Nothing you ask will surprise us.",
            "link": {"label": "Contact us", "page": None, "url": "https://example.com/"},
        }
