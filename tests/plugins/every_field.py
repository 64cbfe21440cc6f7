"""Asks a site for a page type with a field of each kind: `python -m tests.plugins.every_field /api/v2/openapi.json`.

The database has the tables of the content types of this project; those of “fields” are made here. Prints the answers
to the addresses that are given, and to filters and orders by each field, as JSON.
"""

import json
import sys
from urllib.parse import quote

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.test import Client  # noqa: E402
from dummy_fields.models import Bare, EveryPage, Leaf, Link, Note, Poster, Printing  # noqa: E402
from wagtail.models import Page  # noqa: E402

from cms.testing.factories import DocumentFactory, ImageFactory  # noqa: E402
from tests.plugins.dummies import KINDS, OTHERS  # noqa: E402
from tests.plugins.odd_types import ask, make_tables  # noqa: E402
from tests.plugins.visit import make_site  # noqa: E402

IDS = "/api/v2/pages/?type=fields.EveryPage&fields=_,id"
ODD_VALUES = ("x", "-1", "9" * 30, "1e400", quote("a\x00b"))


def make_pages(count=4):
    make_site()
    home = Page.objects.get(slug="practice")
    author = get_user_model().objects.create_user("canary")
    for number in range(count):
        leaf = Leaf.objects.create(name=f"Leaf {number}", picture=ImageFactory())
        page = EveryPage(
            title=f"Every {number}",
            slug=f"every-{number}",
            poster=ImageFactory(),
            leaflet=DocumentFactory(),
            target=home,
            leaf=leaf,
            only=leaf,
            by_name=leaf,
            author=author,
            kind=ContentType.objects.get_for_model(Leaf),
        )
        page.links = [Link(label="A link", leaf=leaf)]
        page.bare = [Bare(label="Bare")]
        home.add_child(instance=page)
        Printing.objects.create(page=page)
        Printing.objects.create(page=page, live=False)
        Poster.objects.create(page=page)
        Note.objects.create(content_object=page)
        page.leaves.set([leaf])
        page.friends.set([leaf])
        page.save()


def count_of(address):
    """Return the status, and how many objects the answer has."""
    answer = Client(raise_request_exception=False).get(address)
    return answer.status_code, answer.json().get("meta", {}).get("total_count")


def value_of(page, name):
    """Return the value of the field `name` as a parameter."""
    value = getattr(page, getattr(page._meta.get_field(name), "attname", name))
    if isinstance(value, bool):
        return str(value).lower()
    return quote(value.isoformat() if hasattr(value, "isoformat") else str(value))


if __name__ == "__main__":
    make_tables("fields")
    make_pages()
    page = EveryPage.objects.first()
    answers = {address: ask(address) for address in sys.argv[1:]}
    answers["filters"] = {name: count_of(f"{IDS}&{name}={value_of(page, name)}") for name in KINDS}
    odd = [f"{name}={value}" for name in KINDS for value in ODD_VALUES]
    answers["odd filters"] = {asked: count_of(f"{IDS}&{asked}") for asked in odd}
    answers["orders"] = {name: count_of(f"{IDS}&order={name}") for name in (*KINDS, *OTHERS)}
    print(json.dumps(answers))  # noqa: T201
