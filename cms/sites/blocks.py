"""Blocks of the practice's identity."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


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
