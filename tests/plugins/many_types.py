"""Asks a site with very many page types: `python -m tests.plugins.many_types "[]" / /api/v2/pages/`.

The database has the tables and a site of the content types of this project; the other tables are made here. The first
argument is a JSON list of addresses whose queries are counted before there are pages of “many”. Prints JSON.
"""

import json
import sys

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.test import Client  # noqa: E402
from wagtail.models import Page  # noqa: E402

from cms.plugins.registry import registry  # noqa: E402
from cms.testing.factories import ImageFactory  # noqa: E402
from home.models import StandardPage  # noqa: E402
from tests.plugins.odd_types import make_tables  # noqa: E402
from tests.plugins.visit import visit  # noqa: E402


def make_pages():
    home = Page.objects.get(slug="practice")
    models = list(apps.get_app_config("many").get_models())
    image = ImageFactory()
    cards = []
    for number in (1, 40, 80, len(models) - 1):
        page = models[number](
            title=f"Many {number}",
            slug=f"many-{number}",
            summary=f"Summary {number}",
            about=home,
            listing_image=image,
        )
        home.add_child(instance=page)
        page.tags.add("many")
        page.save()
        cards.append(page.pk)
    body = [{"type": "cards", "value": {"title": "Read on", "pages": cards}}]
    home.add_child(instance=StandardPage(title="Cards", slug="cards", body=json.dumps(body)))


def ask(address):
    answer = Client().get(address)
    found = answer.json() if "json" in answer["Content-Type"] else answer.content.decode()
    return {"status": answer.status_code, "answer": found}


if __name__ == "__main__":
    for plugin in registry:
        if plugin.module.__name__.startswith("dummy_"):
            make_tables(plugin.label)
    visits = {address: visit(address) for address in json.loads(sys.argv[1])}
    make_pages()
    last = Page.objects.filter(title__startswith="Many").order_by("-pk").first()
    cards = Page.objects.get(slug="cards")
    addresses = [*sys.argv[2:], f"/api/v2/pages/{last.pk}/", f"/api/v2/pages/{cards.pk}/"]
    print(json.dumps({"visits": visits, "answers": {address: ask(address) for address in addresses}}))  # noqa: T201
