"""How often the search leads where a visitor wants to go.

`queries.json` has queries in everyday words, with the pages that answer them, written by somebody who knew the titles
and summaries of the pages, and neither the code of the search nor the other names of the pages. Tune nothing to them.
"""

import json
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from audit.site import fetch

QUERIES = Path(__file__).with_name("queries.json")
RESULT = re.compile(r'<h3 class="hit__title">\s*<a[^>]* href="(?:https?://[^/]+)?([^"?]+)')
FIRST_RESULTS = 3


class Score(NamedTuple):
    queries: int
    first: int
    """How many queries have an expected page as the first result, or rightly no result."""
    among_first: int
    """How many have one among the first results."""
    missed: list


def score(url):
    """Return the `Score` of the search of the site at `url`."""
    queries, first, among_first, missed = json.loads(QUERIES.read_text(encoding="utf-8")), 0, 0, []
    for query in queries:
        html = fetch(f"{url}/search/?{urlencode({'q': query['query']})}").decode()
        found = RESULT.findall(html)[:FIRST_RESULTS]
        is_right = [page in query["expected"] for page in found] if query["expected"] else [not found]
        first += is_right[:1] == [True]
        among_first += any(is_right)
        if not any(is_right):
            missed.append(query["query"])
    return Score(len(queries), first, among_first, missed)
