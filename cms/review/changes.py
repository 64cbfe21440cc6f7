"""Compare the content that was signed last with the present content."""

import json
import re

from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.compare import diff_text

from cms.review.models import Decision, SignOff
from cms.review.validity import source_of


def last_sign_off(page):
    """Return the last decision that keeps a content of `page`, or None."""
    return SignOff.objects.filter(page=source_of(page), decision=Decision.KEEP).first() if page.pk else None


def last_decision(page):
    """Return the last decision about any content of `page`, or None."""
    return SignOff.objects.filter(page=source_of(page)).first() if page.pk else None


def changed_fields(page, before, after):
    """Return the labels of the fields that differ between two contents of `page`."""
    names = dict.fromkeys([*before, *after])
    return [label_of(page, name) for name in names if before.get(name) != after.get(name)]


def compare(page, before, after):
    """Return label, old text and new text of each field that differs between two contents, as HTML with marks."""
    rows = []
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) == after.get(name):
            continue
        old, new = text_of(before.get(name)), text_of(after.get(name))
        marked = diff_text(old, new)
        rows.append({"label": label_of(page, name), "before": old, "after": new, "changes": marked.to_html()})
    return rows


def readable(page, content):
    """Return label and text of each field of a content that is not empty."""
    rows = [{"label": label_of(page, name), "text": text_of(value)} for name, value in content.items()]
    return [row for row in rows if row["text"]]


def label_of(page, name):
    if name == "files":
        return _("Files of images and documents")
    field = next((field for field in page._meta.get_fields() if field.name == name), None)
    return capfirst(getattr(field, "verbose_name", None) or name.replace("_", " "))


def text_of(value):
    """Return the words and figures in a JSON value, one line for each."""
    lines = list(_lines(value))
    return "\n".join(line for number, line in enumerate(lines) if number == 0 or line != lines[number - 1])


def _lines(value, name=""):
    match value:
        case dict():
            for key, item in value.items():
                if key not in ("id", "type", "anchor", "level", "csl"):
                    yield from _lines(item, key)
        case list():
            for item in value:
                yield from _lines(item, name)
        case None | "" | False:
            return
        case str():
            text = re.sub(r"</(p|li|h\d|tr)>|<br ?/?>", "\n", value)
            yield from (line.strip() for line in strip_tags(text).splitlines() if line.strip())
        case _:
            yield f"{name.replace('_', ' ')}: {json.dumps(value)}" if name else json.dumps(value)
