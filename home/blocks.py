"""Blocks of the home page and of the practice's identity."""

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


class PhoneBlock(blocks.StructBlock):
    """A telephone number, and where it can be called from."""

    number = blocks.RegexBlock(
        r"^\+?[\d .()-]{7,20}$",
        error_messages={"invalid": _("Give a telephone number in digits, such as 603-669-0290.")},
        label=_("Number"),
    )
    reach = blocks.CharBlock(max_length=40, required=False, help_text=_("Such as “US only”."), label=_("Reach"))

    class Meta:
        icon = "mobile-alt"
        label = _("Phone")
        preview_value = {"number": "603-669-0290", "reach": ""}


class HoursBlock(blocks.StructBlock):
    """Opening hours."""

    days = blocks.CharBlock(max_length=60, label=_("Days"))
    hours = blocks.CharBlock(max_length=60, label=_("Hours"))

    class Meta:
        icon = "time"
        label = _("Hours")
        preview_value = {"days": "Monday to Friday", "hours": "9 am – 5 pm"}
