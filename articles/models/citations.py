"""A work of the literature, stored so that a citation library can format it in any style.

The number of a citation is not part of the work: see `articles.citing`.
"""

import json
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from articles.csl import format_csl
from articles.identifiers import validate_doi, validate_pmid


def validate_authors(value):
    """Raise ValidationError for a line that is neither “Family, Given” nor an organization (no comma)."""
    for number, line in enumerate(value.splitlines(), start=1):
        family, comma, given = line.partition(",")
        if line.strip() and comma and not (family.strip() and given.strip()):
            raise ValidationError(
                _("Line %(number)s is not an author. Write “Family, Given”, one author a line."),
                params={"number": number},
            )


class Citation(index.Indexed, models.Model):
    """A published work that pages cite."""

    authors = models.TextField(
        validators=[validate_authors],
        help_text=_("One author a line, as “Family, Given”. An organization is written without a comma."),
        verbose_name=_("authors"),
    )
    title = models.CharField(max_length=500, verbose_name=_("title"))
    journal = models.CharField(max_length=255, blank=True, verbose_name=_("journal"))
    journal_abbreviation = models.CharField(
        max_length=120,
        blank=True,
        help_text=_("As the National Library of Medicine abbreviates it."),
        verbose_name=_("journal abbreviation"),
    )
    year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1500), MaxValueValidator(2100)], verbose_name=_("year")
    )
    volume = models.CharField(max_length=20, blank=True, verbose_name=_("volume"))
    issue = models.CharField(max_length=20, blank=True, verbose_name=_("issue"))
    pages = models.CharField(max_length=40, blank=True, verbose_name=_("pages"))
    doi = models.CharField(_("DOI"), max_length=200, blank=True, validators=[validate_doi])
    pmid = models.CharField(_("PMID"), max_length=8, blank=True, validators=[validate_pmid])
    url = models.URLField(_("address"), blank=True, help_text=_("Only if there is neither DOI nor PMID."))

    search_fields = [
        index.SearchField("title"),
        index.SearchField("authors"),
        index.SearchField("journal"),
        index.AutocompleteField("title"),
        index.AutocompleteField("authors"),
        *(index.FilterField(name) for name in ("title", "authors", "journal", "year")),
    ]

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["authors", "year", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["doi"],
                condition=~models.Q(doi=""),
                name="one_citation_per_doi",
                violation_error_message=_("There is a citation with this DOI already."),
            ),
            models.UniqueConstraint(
                fields=["pmid"],
                condition=~models.Q(pmid=""),
                name="one_citation_per_pmid",
                violation_error_message=_("There is a citation with this PMID already."),
            ),
        ]

    def __str__(self):
        return f"{self.label}: {self.title}"

    @property
    def label(self):
        """Short name in the editor: “Pacik 2009”."""
        first, *others = self._names()
        name = first.get("family") or first["literal"]
        return f"{name} et al. {self.year}" if others else f"{name} {self.year}"

    @property
    def link(self):
        """URL of the work: by DOI, else PubMed, else `url`, else ""."""
        if self.doi:
            return f"https://doi.org/{quote(self.doi)}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return self.url

    @property
    def search_text(self):
        """Title, authors and journal: by these, pages that cite the work are found."""
        return "\n".join(filter(None, [self.title, self.authors, self.journal]))

    def csl(self):
        """Return the work as a CSL-JSON item.

        https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
        """
        item = {
            "id": str(self.pk),
            "type": "article-journal",
            "author": self._names(),
            "title": self.title,
            "container-title": self.journal,
            "container-title-short": self.journal_abbreviation or self.journal,
            "issued": {"date-parts": [[self.year]]},
            "volume": self.volume,
            "issue": self.issue,
            "page": self.pages,
            "DOI": self.doi,
            "PMID": self.pmid,
            "URL": "" if self.doi else self.url,
        }
        return {key: value for key, value in item.items() if value}

    def as_html(self):
        """Return the work formatted in the style, as HTML."""
        return mark_safe(format_csl(json.dumps(self.csl()), "html"))  # noqa: S308 - format_csl sanitizes it

    def as_text(self):
        """Return the work formatted in the style, as plain text."""
        return format_csl(json.dumps(self.csl()), "plain")

    def _names(self):
        names = []
        for line in filter(str.strip, self.authors.splitlines()):
            family, comma, given = (part.strip() for part in line.partition(","))
            names.append({"family": family, "given": given} if comma else {"literal": family})
        return names
