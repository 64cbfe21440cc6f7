"""What a site answers at all its public addresses, as text that can be compared line by line."""

import difflib
import json
import re

from django.test import Client
from wagtail.models import Page

from cms.api.router import router
from cms.backup.answers import ALTERNATE, API, FIXED, LOCATION, PAGE_SIZE, SINGLE, SITEMAP, path_of
from tests.cms.api.factories import ApiTokenFactory, bearer

HOST = "localhost"
"""The host name of the default site in a new database."""
API_V3 = "/api/v3/pages/"
SEARCHES = ("/search/?q=scar", f"{API}pages/?search=scar&fields=summary")
LINES, ADDRESSES = 20, 5
"""How many lines of a difference are shown, and of how many addresses."""


def public_answers():
    """Return the answer of each public address by address: status, type, target of a redirect, and text.

    The addresses are `robots.txt` and the like, the sitemap, the path of each page in the database, whether it is
    public or not, its other formats, searches, and the lists and objects of the APIs. Answers that are not text, such
    as icons, have no body. Files of images and documents are not requested, since no files are stored. The API’s
    description has a test of its own, and changes with each new field.
    """
    visitor = _Visitor()
    for address in (*FIXED, *SEARCHES):
        visitor.get(address)
    for section in LOCATION.findall(visitor.get(SITEMAP)):
        visitor.get(path_of(section))
    pages = Page.objects.filter(depth__gt=1).order_by("path")
    for page in pages:
        visitor.visit_page(page)
    visitor.get(f"{API}pages/tree/")
    for name in router._endpoints.keys() - {"page_preview"}:  # shows drafts, and has no address without a token
        visitor.visit_endpoint(name)
    visitor.visit_v3(pages)
    return visitor.answers


class _Visitor:
    """Requests addresses, each once, and keeps the answers."""

    def __init__(self):
        self.answers = {}
        self.client = Client()

    def get(self, address, **headers):
        """Request `address`, and return the body of the response."""
        response = self.client.get(address, headers={"host": HOST, **headers})
        body = b"".join(response)
        if address not in self.answers:
            self.answers[address] = _as_text(response, body)
        return body

    def visit_page(self, page):
        address = page.get_url()
        if address is None:  # it is outside the site
            return
        body = self.get(path_of(address))
        for alternate in ALTERNATE.findall(body):
            self.get(path_of(alternate))

    def visit_endpoint(self, name):
        """Visit the one object of an endpoint of the API v2, or its list and all objects."""
        address, fields = f"{API}{name}/", "" if name == "forms" else "&fields=*"
        if name in SINGLE:
            self.get(address)
            return
        offset, total = 0, 1
        while offset < total:
            body = json.loads(self.get(f"{address}?limit={PAGE_SIZE}&offset={offset}{fields}"))
            total = body.get("meta", {}).get("total_count", 0)
            for item in body.get("items", ()):
                self.get(f"{address}{item['id']}/")
            offset += PAGE_SIZE

    def visit_v3(self, pages):
        token = bearer(ApiTokenFactory())
        self.get(f"{API_V3}?limit=20", **token)
        for page in pages:
            self.get(f"{API_V3}{page.pk}/", **token)


def _as_text(response, body):
    kind = response.get("Content-Type", "")
    head = f"{response.status_code} {kind}\n"
    if "Location" in response:
        head += f"Location: {response['Location']}\n"
    if "json" in kind:
        return head + json.dumps(json.loads(body), indent=1, ensure_ascii=False)
    if re.search("text|xml", kind):
        return head + body.decode()
    return head


def differences(expected, found):
    """Return lines that show how the answers `found` differ from those `expected`: none if they are equal."""
    different = [url for url in sorted({*expected, *found}) if expected.get(url) != found.get(url)]
    if not different:
        return []
    lines = [f"{len(different)} of {len({*expected, *found})} addresses do not answer as they did:"]
    for url in different[:ADDRESSES]:
        before, after = (answers.get(url, "no such address").splitlines() for answers in (expected, found))
        changes = list(difflib.unified_diff(before, after, f"{url} of the release", f"{url} now", n=1, lineterm=""))
        lines += [*changes[:LINES], *(["…"] if len(changes) > LINES else [])]
    return [*lines, *(["And: " + ", ".join(different[ADDRESSES:])] if different[ADDRESSES:] else [])]
