"""The responses of all public addresses, to compare a restored site with the one that was backed up."""

import hashlib
import json
import re
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client, override_settings
from wagtail.models import Site

from cms.logs.middleware import logger as request_log

FIXED = ("/robots.txt", "/llms.txt", "/site.webmanifest", "/favicon.ico", "/apple-touch-icon.png", "/search/")
SITEMAP = "/sitemap.xml"
API = "/api/v2/"
LISTS = ("pages", "images", "documents", "redirects")
SINGLE = ("practice", "menus")
PAGE_SIZE = 100
LOCATION = re.compile(rb"<loc>([^<]+)</loc>")
FILE = re.compile(
    rb"[\"'\s,(>](?:https?://[^/\"'\s]+)?(/(?:images|documents)/[^\"'\s,)<>\\]+|/[^\"'\s]*share\.png[^\"'\s]*)"
)
ALTERNATE = re.compile(rb"<link rel=\"alternate\"[^>]* href=\"([^\"]+)\"")


def public_answers():
    """Return the status and the SHA-256 of the body of each public address, by URL.

    These are the sitemap of each site and its pages, their files and other formats, the lists and objects of the API,
    and `FIXED`. They are rendered in this process, with neither a limit of requests nor lines in the log.
    """
    answers = {}
    with override_settings(API_ANONYMOUS_RATE="", SEARCH_RATES=[]), _disabled(request_log):
        for site in Site.objects.order_by("pk"):
            _Visitor(site, answers).visit_all()
    return answers


@contextmanager
def _disabled(logger):
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


class _Visitor:
    """Requests the addresses of one site."""

    def __init__(self, site, answers):
        self.answers = answers
        self.host = site.hostname if site.port in (80, 443) else f"{site.hostname}:{site.port}"
        self.client = Client(raise_request_exception=False)

    def visit_all(self):
        for address in FIXED:
            self.get(address)
        for location in LOCATION.findall(self.get(SITEMAP)):
            self._visit_section_or_page(path_of(location))
        for name in SINGLE:
            self._get_with_files(f"{API}{name}/")
        for name in LISTS:
            self._visit_list(f"{API}{name}/")

    def get(self, address):
        """Request `address`, once, and return the body of the response."""
        response = self.client.get(address, secure=settings.SECURE_SSL_REDIRECT, headers={"host": self.host})
        body = b"".join(response) if response.streaming else response.content
        self.answers[f"{self.host}{address}"] = [response.status_code, hashlib.sha256(body).hexdigest()]
        return body

    def _visit_section_or_page(self, address):
        if not address.endswith(".xml"):
            self._get_with_files(address)
            return
        for location in LOCATION.findall(self.get(address)):
            self._get_with_files(path_of(location))

    def _get_with_files(self, address):
        body = self.get(address)
        for found in {*FILE.findall(body), *ALTERNATE.findall(body)}:
            path = path_of(found)
            if f"{self.host}{path}" not in self.answers:
                self.get(path)
        return body

    def _visit_list(self, address):
        offset, total = 0, 1
        while offset < total:
            body = json.loads(self._get_with_files(f"{address}?fields=*&limit={PAGE_SIZE}&offset={offset}"))
            total = body.get("meta", {}).get("total_count", 0)
            for item in body.get("items", ()):
                self._get_with_files(f"{address}{item['id']}/")
            offset += PAGE_SIZE


def path_of(url):
    """Return the path of `url`, as bytes or text, with its query."""
    parts = urlsplit(url.decode() if isinstance(url, bytes) else url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
