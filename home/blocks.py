"""Blocks of the home page and of the practice's identity."""

from wagtail import blocks

from cms.pages.blocks import LinkBlock


class CallOutBlock(blocks.StructBlock):
    """A short promise on the home page, with a link to what keeps it."""

    title = blocks.CharBlock(max_length=80)
    text = blocks.TextBlock(max_length=200, rows=2)
    link = LinkBlock()

    class Meta:
        icon = "pick"
        template = "home/blocks/call_out.html"
        description = "A short text with a link, beside others of its kind."
        preview_value = {
            "title": "Ask in private",
            "text": "Write to us or call. Nothing you ask will surprise us.",
            "link": {"label": "Contact us", "page": None, "url": "https://example.com/"},
        }


class PhoneBlock(blocks.StructBlock):
    """A telephone number, and from where it can be reached."""

    number = blocks.RegexBlock(
        r"^\+?[\d .()-]{7,20}$",
        error_messages={"invalid": "Give a telephone number in digits, such as 603-669-0290."},
    )
    reach = blocks.CharBlock(max_length=40, required=False, help_text="Such as “US only”.")

    class Meta:
        icon = "mobile-alt"
        label = "Phone"
        preview_value = {"number": "603-669-0290", "reach": ""}


class HoursBlock(blocks.StructBlock):
    """When the practice is open."""

    days = blocks.CharBlock(max_length=60)
    hours = blocks.CharBlock(max_length=60)

    class Meta:
        icon = "time"
        label = "Hours"
        preview_value = {"days": "Monday to Friday", "hours": "9 am – 5 pm"}
