"""Validators of the identifiers of published works."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DOI = re.compile(r"10\.\d{4,9}/\S+")
PMID = re.compile(r"[1-9]\d{0,7}")


def validate_doi(value):
    """Raise ValidationError if `value` is not a DOI (https://www.doi.org/doi-handbook/HTML/dois.html)."""
    if DOI.fullmatch(value):
        return
    if embedded := DOI.search(value):
        raise ValidationError(
            _("Give the DOI alone, without what stands before it: “%(doi)s”."), params={"doi": embedded[0]}
        )
    raise ValidationError(_("A DOI begins with “10.”, a number and a slash, such as 10.1000/xyz123."))


def validate_pmid(value):
    """Raise ValidationError if `value` is not a PubMed identifier, a number of at most eight digits."""
    if not PMID.fullmatch(value):
        raise ValidationError(_("A PMID is a number of up to eight digits, such as 19952617."))
