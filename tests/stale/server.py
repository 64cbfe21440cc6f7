"""The application as the servers of the search serve it, with commands for them."""

import time
from contextlib import ExitStack

from django.db import transaction
from django.test import Client

from cms.wsgi import application as site
from tests.stale.sources import without

COMMANDS = "/-/"
_removed = ExitStack()


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if not path.startswith(COMMANDS):
        return site(environ, start_response)
    command, _slash, argument = path.removeprefix(COMMANDS).partition("/")
    if command == "roll-back":
        _roll_back()
    else:
        _removed.close()
        if argument:
            _removed.enter_context(without(argument))
    start_response("204 No Content", [])
    return []


def _roll_back():
    """Begin a generation of content, and render the first page of it in a transaction that is rolled back."""
    from wagtail.models import Site

    from cms.sites.models import Practice

    Site.objects.update(site_name=f"Name {time.time()}")
    with transaction.atomic():
        Practice.objects.update(name="Never committed")
        Client().get("/", headers={"host": "testserver"})
        transaction.set_rollback(True)
