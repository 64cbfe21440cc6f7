"""Asks a site for what a content type made by other rules than ours gives: `python -m tests.plugins.odd_types`.

The database has the tables of the content types of this project; those of “odd” are made here. Prints JSON.
"""

import json
import sys

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.contrib.contenttypes.management import create_contenttypes  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from wagtail.models import Page  # noqa: E402

from cms.testing.factories import DocumentFactory, ImageFactory  # noqa: E402
from tests.plugins.visit import make_site  # noqa: E402


def make_tables(label):
    app = apps.get_app_config(label)
    with connection.schema_editor() as editor:
        for model in app.get_models():
            editor.create_model(model)  # with the tables of its many-to-many relations
    create_contenttypes(app, verbosity=0)


def make_pages(count=5):
    from dummy_odd.models import Bough, Leaf, Link, PlainPage, ShowPage

    make_site()
    home = Page.objects.get(slug="practice")
    draft = home.add_child(instance=PlainPage(title="Unseen", slug="draft", live=False))
    for number in range(count):
        leaf = Leaf.objects.create(name=f"Leaf {number}", picture=ImageFactory())
        leaf.twin = leaf
        leaf.save()
        Bough.objects.create(name=f"Bough {number}", picture=ImageFactory(), leaf=leaf)
        common = {
            "poster": ImageFactory(),
            "file": DocumentFactory(),
            "target": draft if number == 0 else home,
            "leaf": leaf,
            "price": "1.50",
            "extra": {"a": [number]},
        }
        plain = home.add_child(instance=PlainPage(title=f"Plain {number}", slug=f"plain-{number}", **common))
        show = ShowPage(title=f"Show {number}", slug=f"show-{number}", **common)
        show.links = [Link(label="A link", target=plain, picture=ImageFactory(), leaf=leaf)]
        home.add_child(instance=show)
        show.leaves.set([leaf])
        show.save()


def ask(address):
    client = Client()
    client.get(address)
    # In a transaction, a list is made without the fragments of earlier responses.
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    return {"status": answer.status_code, "queries": len(queries), "json": answer.json()}


if __name__ == "__main__":
    make_tables("odd")
    make_pages()
    addresses = sys.argv[1:]
    for model in ("odd.PlainPage", "odd.ShowPage"):
        label = model.partition(".")[2]
        first = Page.objects.filter(content_type__model=label.lower(), live=True).order_by("pk").first()
        addresses += [f"/api/v2/pages/{first.pk}/"]
    print(json.dumps({address: ask(address) for address in addresses}))  # noqa: T201
