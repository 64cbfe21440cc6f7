"""What nobody may read comes out nowhere: not in the API, however it is asked, nor anywhere on the site.

The canaries are planted in `canaries.py`. What there is to ask is read from the code, so that a new endpoint, type or
field is asked by itself.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, quote_plus, urlencode

import pytest
from wagtail.api.rich_text import APIRichText
from wagtail.models import Page

from cms.api.router import router
from cms.images.models import ContentImage
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
        for name in FORMATS:
            yield listing.ask(limit=100, fields="*", rich_text_format=name)
        for name in listing.fields:
            yield listing.ask(limit=100, fields=f"_,{name}")
        for name in listing.filters:
            yield listing.ask(limit=100, order=f"-{name}")
    for pk in planted.public:
        for name in FORMATS:
            yield f"/api/v2/pages/{pk}/?fields=*&rich_text_format={name}"
    yield "/api/v2/pages/find/?html_path=/"
    yield "/api/v2/pages/?order=random"
    yield "/api/v2/nowhere/"
    yield "/api/v2/pages/?fields=nowhere"


def questions(planted):
    """Yield `(address with {} in it, what is hidden, what is nowhere)`: the API answers both the same."""
    yield from filters_and_searches(planted)
    for endpoint, ids in hidden_from_apps(planted).items():
        for pk in ids:
            yield f"/api/v2/{endpoint}/{{}}/", pk, NOWHERE
            yield f"/api/v2/{endpoint}/find/?id={{}}", pk, NOWHERE
            if endpoint == "pages":
                for relation in RELATIONS:
                    yield f"/api/v2/pages/?{relation}={{}}", pk, NOWHERE
    for path in planted.paths:
        yield "/api/v2/pages/find/?html_path={}", path, f"/{NEVER}/"
    for path in planted.old_paths:
        yield "/api/v2/redirects/find/?html_path={}", path, f"/{NEVER}"


def hidden_from_apps(planted):
    return {
        "pages": planted.pages + planted.website_alone,
        "images": planted.images,
        "documents": planted.documents,
        "redirects": planted.redirects,
    }


def filters_and_searches(planted):
    hidden = hidden_from_apps(planted)
    for listing in listings():
        for name, value in hidden_values(listing, hidden, planted.public):
            never = NEVER if isinstance(value, str) else NOWHERE
            yield listing.ask(fields="_,id") + f"&{name}={{}}", value, never
    words = [word for word in planted.words if not word.startswith(APPS_ALONE)]
    for path in {listing.path for listing in listings() if listing.fields}:
        for start in range(0, len(words), 12):
            yield f"{path}?search_operator=or&search={{}}", " ".join(words[start : start + 12]), NEVER


def hidden_values(listing, hidden, public):
    """Yield `(filter, value)` for what hidden objects have, and for the hidden objects that public pages refer to."""
    if not listing.filters:
        return
    is_pages = issubclass(listing.model, Page)
    ids = hidden["pages"] + public if is_pages else hidden[listing.path.split("/")[3]]
    objects = listing.model.objects.filter(pk__in=ids)
    seen = set()
    for one in objects.specific() if is_pages else objects:
        for name in listing.filters:
            value = getattr(one, name, None)
            if isinstance(value, str):
                values = [value] if is_hidden(value) else []
            elif name == "tags":
                values = filter(is_hidden, value.names())
            else:
                kind = "pages" if isinstance(value, Page) else "images" if isinstance(value, ContentImage) else ""
                values = [value.pk] if kind and value.pk in hidden[kind] else []
            for value in values:
                # Of one type, one value is as good as another: which way it was hidden does not depend on that.
                key = (name, value) if listing.model is Page else name
                if key not in seen:
                    seen.add(key)
                    yield name, value


def is_hidden(text):
    return MARK in text.lower() or WEBSITE_ALONE in text


def website(planted):
    """Yield addresses of the site whose answers hold nothing that is hidden, what was asked with apart."""
    yield from ("/sitemap.xml", "/robots.txt", "/search/", "/nowhere/")
    for page in public_pages(Page.objects.filter(pk__in=planted.public)):
        yield page.url
    for title, draft_title in Page.objects.filter(pk__in=planted.pages + planted.public).values_list(
        "title", "draft_title"
    ):
        yield f"/search/?{urlencode({'q': title})}"
        yield f"/search/?{urlencode({'q': draft_title})}"
    yield from planted.paths
    yield planted.old_paths[0]  # The other one leads to where visitors log in.


class Reader:
    """Reads answers, and notes what comes out and should not."""

    def __init__(self, client):
        self.client = client
        client.raise_request_exception = False

    def ask(self, address, method="get", without=""):
        """Return status, headers and body in small letters, `without` what the answer repeats of what was asked."""
        response = getattr(self.client, method)(address)
        headers = [f"{name}: {value}" for name, value in response.items() if name != "Content-Length"]
        told = "\n".join([str(response.status_code), *headers, response.content.decode()]).lower()
        for spelled in {without, quote(without), quote(without, safe=""), quote_plus(without)} - {""}:
            told = re.sub(rf"(?<!\w){re.escape(spelled.lower())}(?!\w)", "…", told)
        return told

    def leaks_in_answers(self, planted):
        for address in addresses(planted):
            for method in ("get",) if "fields" in address else ("get", "head"):
                for place in places(self.ask(address, method), MARK, WEBSITE_ALONE):
                    yield f"{method} {address} tells: {place}"

    def leaks_by_difference(self, planted):
        """What is hidden must look like what is not there."""
        answers = {}
        for address, hidden, nowhere in questions(planted):
            if (address, nowhere) not in answers:
                answers[address, nowhere] = self.ask(address.format(nowhere), without=str(nowhere))
            told = self.ask(address.format(quote_plus(str(hidden), safe="/")), without=str(hidden))
            if told != answers[address, nowhere]:
                yield f"{address.format(hidden)} tells that it is there: {told[:900]}"

    def leaks_on_website(self, planted):
        for address in website(planted):
            asked = address.rpartition("=")[2] if "=" in address else address.strip("/")
            for place in places(self.ask(address, without=asked), MARK, APPS_ALONE):
                yield f"{address} tells: {place}"


def places(told, *marks):
    """Return the first place in `told` where one of `marks` stands, with what is around it, in a list."""
    found = re.search("|".join(marks), told)
    return [told[max(0, found.start() - 200) : found.end() + 40]] if found else []


@pytest.fixture
def planted(home, page_of):
    return Planter(home, page_of).plant()


def test_what_nobody_may_read_comes_out_nowhere(planted, client):
    reader = Reader(client)

    assert list(reader.leaks_in_answers(planted)) == []
    assert list(reader.leaks_by_difference(planted)) == []
    assert list(reader.leaks_on_website(planted)) == []


def test_a_leak_is_found(planted, client, monkeypatch):
    """Each of these takes one rule away, or tells one thing too much."""
    reader = Reader(client)

    def everything(queryset, *args):
        return queryset

    for name, instead, leaks in (
        ("cms.api.pages.public_pages", everything, reader.leaks_in_answers),
        ("cms.pages.public.with_consent", everything, reader.leaks_in_answers),
        ("cms.pages.public._for_reader", everything, reader.leaks_in_answers),
        ("cms.pages.api.image_representation", lambda image, request: image and image.title, reader.leaks_in_answers),
        ("cms.pages.rich_text.LINK", re.compile("no link"), reader.leaks_in_answers),
        ("cms.api.page_filters.fetch", lambda model, ids: ids, reader.leaks_by_difference),
        ("cms.pages.views.public_pages", everything, reader.leaks_on_website),
        ("cms.pages.sitemaps.with_consent", everything, reader.leaks_on_website),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(name, instead)
            assert next(leaks(planted), None), f"Nobody notices that {name} is wrong."
