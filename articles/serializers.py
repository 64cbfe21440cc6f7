"""How the fields of procedures, articles and literature look in the API."""

import datetime
from typing import Any, Literal

from django.apps import apps
from rest_framework.fields import Field
from typing_extensions import TypedDict

from cms.plugins.api import ReferenceField, load_one


class BodyAreaRepresentation(TypedDict):
    name: str
    slug: str


class CitationRepresentation(TypedDict):
    """A work: formatted, and as CSL-JSON for an app that formats by itself."""

    id: int
    html: str
    text: str
    doi: str
    pmid: str
    url: str
    csl: dict[str, Any]


class NumberedCitation(CitationRepresentation):
    """A work that a page cites, with the number that its text gives it."""

    number: int


class ReferenceEntry(TypedDict):
    """A work in the list of a reference page, with a note about it."""

    note: str
    citation: CitationRepresentation


class BodyAreaField(Field):
    def to_representation(self, area) -> BodyAreaRepresentation:
        return {"name": area.name, "slug": area.slug}


class RegulatoryStatusRepresentation(TypedDict):
    """The regulatory status of a drug or device for a use. `number` and `date` are of the approval or the study."""

    id: int
    product: str
    use: str
    status: Literal["not_applicable", "approved", "off_label", "investigational"]
    number: str
    date: datetime.date | None
    note: str


class RegulatoryStatusField(ReferenceField):
    """A regulatory status as its record is now. Declare it with `source="<name>_id"`."""

    @property
    def model(self):
        return apps.get_model("articles.RegulatoryStatus")

    def to_representation(self, pk) -> RegulatoryStatusRepresentation:
        return regulatory_status_representation(load_one(self.model, pk))


def regulatory_status_representation(found) -> RegulatoryStatusRepresentation:
    return {name: getattr(found, name) for name in ("id", "product", "use", "status", "number", "date", "note")}


class NumberedBodyField(Field):
    """The body, with the citations in it numbered as on the page. Declare it with `source="*"`."""

    field = "body"
    """The field whose schema describes the representation."""

    def to_representation(self, page) -> list:
        body = page.body.stream_block.get_api_representation(page.body, self.context)
        return page.numbering.apply_all(body)


class CitationsField(Field):
    """The works that a page cites, with their citation numbers. Declare it with `source="*"`."""

    def to_representation(self, page) -> list[NumberedCitation]:
        return [
            {"number": number} | citation_representation(citation)
            for number, citation in enumerate(page.numbering.citations, start=1)
        ]


class ReferenceEntriesField(Field):
    """The works that a reference page lists, with a note on each. Declare it with `source="*"`."""

    def to_representation(self, page) -> list[ReferenceEntry]:
        return [
            {"note": entry.note, "citation": citation_representation(entry.citation)}
            for entry in page.entries_with_citations()
        ]


def citation_representation(citation) -> CitationRepresentation:
    """Return a work for the API: formatted, and as CSL-JSON for an app that formats by itself."""
    return {
        "id": citation.pk,
        "html": citation.as_html(),
        "text": citation.as_text(),
        "doi": citation.doi,
        "pmid": citation.pmid,
        "url": citation.link,
        "csl": citation.csl(),
    }
