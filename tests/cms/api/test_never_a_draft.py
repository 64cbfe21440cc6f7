"""What nobody may read comes out nowhere: not in the API, however it is asked, nor anywhere on the site.

The canaries are planted in `canaries.py`. What there is to ask is read from the code, so that a new endpoint, type or
field is asked by itself.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.api.rich_text import APIRichText
from wagtail.models import Page

from cms.api.router import router
from cms.images.representation import image_representation
from cms.pages.public import public_pages
from tests.cms.api.canaries import APPS_ALONE, MARK, PAGE_TYPES, WEBSITE_ALONE, Planter

pytestmark = pytest.mark.django_db
FORMATS = list(APIRichText._serializers())
RELATIONS = ("child_of", "descendant_of", "ancestor_of", "translation_of")
NOWHERE = 987654
"""The id of nothing."""
NEVER = "nightingale"
"""A word that is not there."""


@dataclass(frozen=True)
class Listing:
    """What can be asked in one place: an endpoint, of pages that of one type."""

    path: str
    model: type
    parameters: dict
    fields: list
    filters: list

    def ask(self, **parameters):
        return f"{self.path}?{urlencode(self.parameters | parameters)}"


def listings():
    """Return all listings that the API has."""
    found = []
    for name, view in router._endpoints.items():
        models = [Page, *PAGE_TYPES] if getattr(view, "model", None) is Page else [getattr(view, "model", None)]
        for model in models:
            kind = {} if model in (Page, models[0]) else {"type": model._meta.label}
            has_fields = hasattr(view, "get_available_fields")
            fields = view.get_available_fields(model) if has_fields else []
            filters = view.get_available_fields(model, db_fields_only=True) if has_fields else []
            found.append(Listing(f"/api/v2/{name}/", model, kind, fields, filters))
    return found


def addresses(planted):
    """Yield addresses of the API whose answers hold nothing that is hidden."""
    for listing in listings():
        yield listing.ask()
        if not listing.fields:
            continue
        yield listing.ask(limit=100)
        for name in FORMATS:
            yield listing.ask(limit=100, fields="*", rich_text_format=name)
        for name in listing.fields:
            yield listing.ask(limit=100, fields=f"_,{name}")
        for name in listing.filters:
            yield listing.ask(order=name, fields="_,id")
            yield listing.ask(order=f"-{name}", limit=100)
    for pk in planted.public:
        for name in FORMATS:
            yield f"/api/v2/pages/{pk}/?fields=*&rich_text_format={name}"
    yield "/api/v2/pages/find/?html_path=/"
    yield "/api/v2/nowhere/"
    yield "/api/v2/pages/?fields=nowhere"


def questions(planted):
    """Yield `(address with {} in it, what is hidden, what is nowhere)`: both get the same answer of the API."""
    for listing in listings():
        for name, value in hidden_values(listing, planted):
            never = NEVER if isinstance(value, str) else NOWHERE
            yield f"{listing.ask()}&{name}={{}}&fields=_,id".replace("?&", "?"), value, never
    for path in {listing.path for listing in listings() if listing.fields}:
        for words in some(planted.words, 10):
            yield f"{path}?search_operator=or&search={{}}", "+".join(words), NEVER
    hidden = {
        "pages": planted.pages + planted.website_alone,
        "images": planted.images,
        "documents": planted.documents,
        "redirects": planted.redirects,
    }
    for endpoint, ids in hidden.items():
        for pk in ids:
            yield f"/api/v2/{endpoint}/{{}}/", pk, NOWHERE
            yield f"/api/v2/{endpoint}/find/?id={{}}", pk, NOWHERE
    for pk in hidden["pages"]:
        for relation in RELATIONS:
            yield f"/api/v2/pages/?{relation}={{}}", pk, NOWHERE
    for path in planted.paths:
        yield "/api/v2/pages/find/?html_path={}", path, f"/{NEVER}/"
    for path in planted.old_paths:
        yield "/api/v2/redirects/find/?html_path={}", path, f"/{NEVER}"


def hidden_values(listing, planted):
    """Yield `(filter, value)` for each value that a hidden object has, and no public one is to be found by."""
    if listing.model is None:
        return
    hidden_ids = (
        planted.pages + planted.website_alone if issubclass(listing.model, Page) else hidden_of(listing, planted)
    )
    objects = listing.model.objects.filter(pk__in=[*hidden_ids, *planted.public])
    for one in objects.specific() if issubclass(listing.model, Page) else objects:
        for name in listing.filters:
            value = getattr(one, name, None)
            if isinstance(value, str) and (MARK in value.lower() or WEBSITE_ALONE in value):
                yield name, value
            elif name == "tags":
                yield from ((name, tag) for tag in value.names() if MARK in tag or WEBSITE_ALONE in tag)
            elif isinstance(value, Page) and value.pk in planted.pages:
                yield name, value.pk
            elif getattr(value, "pk", None) in planted.images and name.endswith("image"):
                yield name, value.pk


def hidden_of(listing, planted):
    return getattr(planted, listing.path.split("/")[3])


def website(planted):
    """Yield addresses of the site whose answers hold nothing that is hidden, the words in them apart."""
    yield from ("/sitemap.xml", "/robots.txt", "/search/", "/nowhere/")
    for page in public_pages(Page.objects.filter(pk__in=planted.public)):
        yield page.url
    for word in planted.words:
        if not word.startswith(WEBSITE_ALONE):
            yield f"/search/?q={word}"
    yield from planted.paths
    yield from planted.old_paths


def some(words, number):
    for start in range(0, len(words), number):
        yield words[start : start + number]


def leaks(client, planted):
    """Yield a sentence for each thing that comes out and should not."""
    client.raise_request_exception = False
    answers = {}

    def answer(address, method="get"):
        response = getattr(client, method)(address)
        headers = "\n".join(f"{name}: {value}" for name, value in response.items())
        return f"{response.status_code}\n{headers}\n{response.content.decode()}".lower()

    for address in addresses(planted):
        for method in ("get", "head") if "fields" not in address else ("get",):
            told = answer(address, method)
            for mark in (MARK, WEBSITE_ALONE):
                if mark in told:
                    start = told.index(mark)
                    yield f"{method} {address}: {told[start - 200 : start + 60]}"
    for address, hidden, nowhere in questions(planted):
        if (address, nowhere) not in answers:
            answers[address, nowhere] = answer(address.format(nowhere)).replace(str(nowhere), "…")
        told = answer(address.format(hidden)).replace(str(hidden).lower().replace("+", " "), "…")
        if told.replace(str(hidden).lower(), "…") != answers[address, nowhere]:
            yield f"{address.format(hidden)}: {told[:600]} is not {answers[address, nowhere][:600]}"
    for address in website(planted):
        told = answer(address)
        for word in (address.strip("/"), address.rpartition("=")[2]):
            told = told.replace(word, "…") if word else told
        for mark in (MARK, APPS_ALONE):
            if mark in told:
                start = told.index(mark)
                yield f"{address}: {told[start - 200 : start + 60]}"


@pytest.fixture
def planted(home, page_of):
    return Planter(home, page_of).plant()


def test_what_nobody_may_read_comes_out_nowhere(planted, client):
    assert list(leaks(client, planted)) == []
