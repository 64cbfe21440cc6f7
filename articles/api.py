"""How the fields of procedures, articles and literature look in the API."""

from rest_framework.fields import Field


class BodyAreaField(Field):
    def to_representation(self, area):
        return {"name": area.name, "slug": area.slug}


class NumberedBodyField(Field):
    """The body, with the citations in it numbered as on the page. Declare it with `source="*"`."""

    def to_representation(self, page):
        body = page.body.stream_block.get_api_representation(page.body, self.context)
        return page.numbering.apply_all(body)


class CitationsField(Field):
    """The works that a page cites, with the numbers that its text gives them. Declare it with `source="*"`."""

    def to_representation(self, page):
        return [
            {"number": number} | citation_representation(citation)
            for number, citation in enumerate(page.numbering.citations, start=1)
        ]


class ReferenceEntriesField(Field):
    """The works that a reference page lists, with a note on each. Declare it with `source="*"`."""

    def to_representation(self, page):
        return [
            {"note": entry.note, "citation": citation_representation(entry.citation)}
            for entry in page.entries_with_citations()
        ]


def citation_representation(citation):
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
