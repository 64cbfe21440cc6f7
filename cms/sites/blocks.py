"""Blocks of the practice's identity."""

from datetime import time

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.blocks.rules import RuledStructBlock


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


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The days of the week, as they are stored: https://schema.org/DayOfWeek"""
DAY_CHOICES = list(zip(DAYS, WEEKDAYS.values(), strict=True))


class HoursValue(blocks.StructValue):
    @property
    def day_names(self):
        """The days, from the first to the last one, as members of `DAYS`."""
        first = DAYS.index(self["first_day"])
        last = DAYS.index(self["last_day"] or self["first_day"])
        return [DAYS[(first + offset) % 7] for offset in range((last - first) % 7 + 1)]

    @property
    def days(self):
        """The days in words: “Monday to Thursday”."""
        words, names = dict(DAY_CHOICES), self.day_names
        if len(names) == 1:
            return str(words[names[0]])
        between = gettext("{first} and {last}") if len(names) == 2 else gettext("{first} to {last}")
        return between.format(first=words[names[0]], last=words[names[-1]])

    @property
    def hours(self):
        """The hours in words: “9 a.m. to 5 p.m.”, or “Closed”, with the note."""
        if self["opens"] is None:
            words = gettext("Closed")
        else:
            opens, closes = time_format(self["opens"]), time_format(self["closes"])
            words = gettext("{opens} to {closes}").format(opens=opens, closes=closes)
        return f"{words} ({self['note']})" if self["note"] else words


class HoursBlock(RuledStructBlock):
    """Opening hours of a day, or of several days in a row. Without hours, the practice is closed on these days."""

    first_day = blocks.ChoiceBlock(choices=DAY_CHOICES, default="Monday", label=_("First day"))
    last_day = blocks.ChoiceBlock(
        choices=[("", _("No other day")), *DAY_CHOICES], required=False, label=_("Last day")
    )
    opens = blocks.TimeBlock(required=False, help_text=_("Empty if it is closed on these days."), label=_("Opens"))
    closes = blocks.TimeBlock(required=False, label=_("Closes"))
    note = blocks.CharBlock(max_length=60, required=False, help_text=_("Such as “by appointment”."), label=_("Note"))

    def problems(self, value):
        opens, closes = value["opens"], value["closes"]
        if (opens is None) != (closes is None):
            missing = "opens" if opens is None else "closes"
            return {missing: ValidationError(_("Give both times, or neither if it is closed on these days."))}
        if opens is not None and closes <= opens:
            return {"closes": ValidationError(_("This is not later than the time at which it opens."))}
        return {}

    def get_api_representation(self, value, context=None):
        """Return the hours in words, and as values that a program can use. Times are as on the clock there."""
        times = {name: value[name] and value[name].strftime("%H:%M") for name in ("opens", "closes")}
        return {
            "days": value.days,
            "hours": value.hours,
            "day_names": value.day_names,
            **times,
            "note": value["note"],
        }

    class Meta:
        icon = "time"
        label = _("Hours")
        value_class = HoursValue
        preview_value = {
            "first_day": "Monday",
            "last_day": "Friday",
            "opens": time(9),
            "closes": time(17),
            "note": "",
        }
