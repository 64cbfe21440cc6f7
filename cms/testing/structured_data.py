"""Check the structured data of a page: its form, its terms, and that the page shows what it says."""

import json
import re

from bs4 import BeautifulSoup
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

THING = {"@type", "@id", "name", "url", "description", "image", "mainEntityOfPage"}
BUSINESS = THING | {"slogan", "medicalSpecialty", "address", "telephone", "email", "openingHoursSpecification"}
PHYSICIAN = BUSINESS | {"parentOrganization", "hasCredential"}
CREATIVE_WORK = THING | {
    *("about", "author", "citation", "datePublished", "headline", "inLanguage", "isPartOf", "mainEntity", "mentions"),
    "publisher",
}
WEB_PAGE = CREATIVE_WORK | {"breadcrumb", "lastReviewed", "primaryImageOfPage", "reviewedBy"}
VOCABULARY = {
    "Article": CREATIVE_WORK,
    "BreadcrumbList": THING | {"itemListElement"},
    "CollectionPage": WEB_PAGE,
    "ContactPage": WEB_PAGE,
    "EducationalOccupationalCredential": THING | {"recognizedBy"},
    "EntryPoint": {"@type", "urlTemplate"},
    "ImageGallery": WEB_PAGE,
    "ImageObject": THING | {"contentUrl", "caption"},
    "ItemList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
    "MedicalClinic": BUSINESS,
    "MedicalProcedure": THING | {"bodyLocation"},
    "MedicalWebPage": WEB_PAGE,
    "OpeningHoursSpecification": {"@type", "dayOfWeek", "opens", "closes"},
    "Organization": THING,
    "Periodical": THING,
    "Person": THING | {"hasCredential", "jobTitle", "worksFor"},
    "Physician": PHYSICIAN,
    "PostalAddress": {
        *("@type", "streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry"),
    },
    "ScholarlyArticle": CREATIVE_WORK | {"pagination"},
    "SearchAction": THING | {"target", "query-input"},
    "WebPage": WEB_PAGE,
    "WebSite": CREATIVE_WORK | {"potentialAction"},
}
"""The properties of each type that pages use, a part of https://schema.org/version/latest/schemaorg-all-https.jsonld.

There is no rating among them: a practice must not rate itself.
"""
REQUIRED = {
    "Article": {"headline"},
    "BreadcrumbList": {"itemListElement"},
    "ImageObject": {"contentUrl"},
    "ListItem": {"position", "name"},
    "MedicalClinic": {"name", "address"},
    "MedicalProcedure": {"name"},
    "OpeningHoursSpecification": {"dayOfWeek", "opens", "closes"},
    "Person": {"name"},
    "Physician": {"name", "address"},
    "ScholarlyArticle": {"headline"},
    "SearchAction": {"target", "query-input"},
    "WebPage": {"name", "url"},
    "MedicalWebPage": {"name", "url"},
    "WebSite": {"name", "url"},
}
"""The properties that Google's documentation requires, by type: https://developers.google.com/search/docs/appearance/structured-data."""
WORDS = {
    *("name", "headline", "description", "slogan", "streetAddress", "addressLocality", "addressRegion", "postalCode"),
    *("addressCountry", "telephone", "email", "caption", "pagination", "jobTitle", "bodyLocation"),
}
"""Properties whose texts are the words of the page."""
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph_in(html):
    """Return the nodes of the one JSON-LD graph in `html`."""
    (data,) = SCRIPT.findall(html)
    data = json.loads(data)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def nodes_of(graph, kind):
    """Return the nodes of the type `kind` in `graph`, at any depth."""
    return [node for node in _nodes(graph) if kind in _types(node)]


def assert_sound(html, further_terms=None):
    """Fail unless the graph in `html` is whole, in the terms of schema.org, and says only what the page shows.

    `further_terms` are properties by type, beside `VOCABULARY`.
    """
    vocabulary = VOCABULARY | {kind: THING | set(names) for kind, names in (further_terms or {}).items()}
    graph = graph_in(html)
    ids = [node["@id"] for node in graph]
    assert len(ids) == len(set(ids)), "two nodes have the same @id"
    shown = _shown_in(html)
    for node in _nodes(graph):
        if set(node) == {"@id"}:
            assert node["@id"] in ids, f"{node['@id']} is not in the graph"
            continue
        for kind in _types(node):
            assert kind in vocabulary, f"{kind} is no known type of schema.org: see further_terms"
            assert set(node) <= vocabulary[kind], f"{kind} has no known property {set(node) - vocabulary[kind]}"
            assert set(node) >= REQUIRED.get(kind, set()), f"{kind} lacks {REQUIRED[kind] - set(node)}"
        for name in WORDS & set(node):
            for text in node[name] if isinstance(node[name], list) else [node[name]]:
                assert _plain(text) in shown, f"the page does not show {name} “{text}”"
        if "lastReviewed" in node:
            assert _plain(date_format(parse_date(node["lastReviewed"]), "F j, Y")) in shown


def _types(node):
    kinds = node.get("@type", [])
    return [kinds] if isinstance(kinds, str) else kinds


def _nodes(value):
    """Yield each node in `value`, at any depth."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from _nodes(item)


def _shown_in(html):
    """Return the words that the page shows, with the alternative texts of its images."""
    body = BeautifulSoup(html, "html.parser").body
    for script in body.find_all("script"):
        script.decompose()
    return _plain(" ".join([body.get_text(" "), *(image.get("alt", "") for image in body.find_all("img"))]))


def _plain(text):
    return re.sub(r"[\s]+", "", str(text)).replace("–", "-").casefold()
