"""Search the public pages of a site.

Each query of the index asks `cms.visibility` which pages are public in the current context, page by page: what it
finds, counts, suggests and highlights is what the sender of the request may read now.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.html import escape
from django.utils.safestring import mark_safe
from wagtail.models import Page

from cms.content_stamp.kept import keep
from cms.prepared_queries import sql_of
from cms.search.databases import MARKS, SearchTimeout, database, fetch
from cms.search.expressions import Either, Every, expression, name_keys, query_words
from cms.search.models import Synonyms
from cms.search.spelling import similar_words
from cms.search.words import VAGUE, key_of, names_in, words_of
from cms.visibility import public_pages, visibility_key

__all__ = ["MAX_RESULTS", "Results", "SearchTimeout", "highlights", "prominent_pages", "search", "suggestions"]

MAX_RESULTS = 500
"""How many pages a search finds at most. More are not ranked."""
MAX_KEPT = 100
"""How many results are kept until content changes. Anybody can search for anything, so they are limited."""
MAX_NAMES = 200
MAX_SUGGESTIONS = 8
SUGGESTED_AMONG = 300
"""Among how many names that begin so the best are suggested."""


@dataclass(frozen=True)
class Results:
    """The results of a search."""

    pages: tuple = ()
    """Pairs of page id and content type id, best first."""
    corrected: str = ""
    """The query that was searched for instead, because the index does not know a word of the original one."""
    has_all_words: bool = True
    """Whether the pages have all words of the query. Otherwise they have some of them."""
    expression: object = None
    """The expression that found the pages. `highlights` takes it."""

    @property
    def is_complete(self):
        """Whether no further page was found that is not among `pages`."""
        return len(self.pages) < MAX_RESULTS

    @property
    def ids(self):
        return [pk for pk, _content_type in self.pages]


def search(query, paths, operator=None):
    """Return the `Results` for `query`, any text, among the public pages below the tree `paths`, a tuple.

    Without an operator, words that no page has are corrected, and pages with some of the words are found if none has
    all. With "and", only pages with all words are found; with "or", all pages with any.

    Raises SearchTimeout.
    """
    words = query_words(query)
    if not words or not paths:
        return Results(has_all_words=True)
    remembered = keep("search results", lambda: lru_cache(maxsize=MAX_KEPT)(_search))
    return remembered(words, paths, operator, visibility_key())


def _search(words, paths, operator, _visibility_key):
    public = _public(paths)
    if public is None:
        return Results()
    same, named = _same_names(words, public)
    wanted = expression(words, same, Either if operator == "or" else Every)
    (pages,) = _find([wanted], named, public)
    if pages or operator:
        return Results(pages, expression=wanted)
    corrected = _correct(words, public)
    if corrected != words:
        same, named = _same_names(corrected, public)
    every = expression(corrected, same, Every)
    some = expression(tuple(word for word in corrected if word not in VAGUE), same, Either)
    nodes = [node for node in (every, some) if node.nodes]
    found = dict(zip(nodes, _find(nodes, named, public), strict=True))
    node = every if found[every] else some
    text = " ".join(corrected) if corrected != words else ""
    return Results(found.get(node, ()), text, node is every, node)


def _find(nodes, named, public):
    """Return the pages that each of `nodes` finds, best first. `named` are ids of pages that come before others.

    Where more match than are ranked, these are the first ones and not the best: those with the words in a name, which
    the same query asks for, are put before them.
    """
    asked = [(node, in_names) for node in nodes for in_names in (True, False)]
    queries = [database().matches(node, public, MAX_RESULTS, in_names=in_names) for node, in_names in asked]
    sql = " UNION ALL ".join(
        f"SELECT {number:d}, * FROM ({one}) AS ranked" for number, (one, _values) in enumerate(queries)
    )
    found = [[] for _query in queries]
    for number, pk, score, content_type in fetch(sql, [value for _sql, values in queries for value in values]):
        found[number].append((-score, pk, content_type))
    both = zip(found[::2], found[1::2], strict=True)
    return [
        _pages(sorted(in_names) + sorted(rows) if len(rows) >= MAX_RESULTS else sorted(rows), named)
        for in_names, rows in both
    ]


def _pages(rows, named):
    pages = dict.fromkeys((pk, content_type) for _score, pk, content_type in rows)
    return tuple(sorted(pages, key=lambda page: page[0] not in named)[:MAX_RESULTS])


def _same_names(words, public):
    """Return other names by the key of each name in a query of `words`, and the ids of pages that are named so.

    Names are those of public pages (title and “also called”), and the synonyms of the site.
    """
    keys = name_keys(words)
    synonyms = keep("synonyms", _synonyms)
    same = {key: list(synonyms[key]) for key in keys.values() if key in synonyms}
    named = set()
    for key, pk, name in fetch(*_names_query(tuple(dict.fromkeys(keys.values())), public)):
        same.setdefault(key, []).append(name)
        if key == keys.get((0, len(words))):
            named.add(pk)
    return same, named


def _names_query(keys, public):
    sql = (
        "SELECT matched.key, matched.page_id, other.name FROM (SELECT entry_id AS page_id, key "
        f"FROM cms_search_searchname WHERE key IN ({', '.join(['%s'] * len(keys))}) LIMIT {MAX_NAMES:d}) AS matched "
        "JOIN cms_search_searchname AS other ON other.entry_id = matched.page_id AND other.key <> '' "
        f"WHERE {public[0]} ORDER BY other.id"
    )
    return sql, [*keys, *public[1]]


def _synonyms():
    """Return the names of each group of synonyms, by the key of each of them."""
    same = {}
    for text in Synonyms.objects.values_list("words", flat=True):
        names = names_in(text)
        for name in names:
            same.setdefault(key_of(words_of(name)), []).extend(names)
    return same


def _correct(words, public):
    """Return `words`, with each one that no public page has replaced by the closest one that one has."""
    similar = similar_words(words)
    asked = dict.fromkeys([*words, *(word for candidates in similar.values() for word in candidates)])
    known = {word for (word,) in fetch(*database().matching_words(list(asked), public))}
    return tuple(
        word if word in known else next((other for other in similar[word] if other in known), word) for word in words
    )


def _public(paths):
    """Return the condition that `matched.page_id` is the id of a public page below `paths`. None if no page is."""
    sql, parameters = sql_of(_public_rows, (paths, visibility_key()))
    return sql and (f"EXISTS ({sql})", parameters)


def _public_rows(_placeholders, paths, _visibility_key):
    below = Q()
    for path in paths:
        below |= Q(path__startswith=path)
    matched = Q(pk=RawSQL("matched.page_id", ()))
    return public_pages(Page.objects.filter(below & matched)).order_by().values_list("pk")


def highlights(results, ids):
    """Return label and snippet of the pages with these `ids`, found by `results`, by id.

    The snippet is safe HTML, in which matches are `<mark>`. It is empty if only a name of the page matches.
    """
    if not ids:
        return {}
    found = {}
    for pk, label, *texts in fetch(*database().snippets(results.expression, ids)):
        lead, text, notes = texts
        found[pk] = label, _html(next((part for part in (text, lead, notes) if MARKS[0] in part), ""))
    return found


def _html(text):
    lines = (" ".join(line.split()) for line in text.splitlines())
    html = escape(" · ".join(filter(None, lines)))
    return mark_safe(html.replace(MARKS[0], "<mark>").replace(MARKS[1], "</mark>"))  # noqa: S308 - escaped above


def suggestions(query, paths):
    """Return pairs of page id and name, of pages one of whose names contains words that begin with `query`.

    Raises SearchTimeout.
    """
    start = " ".join(words_of(query))[:100]
    public = start and paths and _public(paths)
    if not public:
        return []
    begins, values = database().starts_with("start", start)
    sql = (
        "SELECT matched.page_id, matched.name, matched.key = '', matched.id "
        "FROM (SELECT id, entry_id AS page_id, name, key FROM cms_search_searchname "
        f"WHERE {begins} LIMIT {SUGGESTED_AMONG:d}) AS matched "
        "JOIN cms_search_searchentry AS entry ON entry.page_id = matched.page_id "
        f"WHERE {public[0]} ORDER BY entry.rank DESC, CASE WHEN matched.key = '' THEN 1 ELSE 0 END, "
        "LENGTH(matched.name), matched.name, matched.page_id"
    )
    names = {}
    for pk, name, *order in fetch(sql, [*values, *public[1]]):
        names.setdefault(pk, []).append((order, name))  # the title has the lowest id of the names of a page
    return [(pk, min(found)[1]) for pk, found in names.items()][:MAX_SUGGESTIONS]


def prominent_pages(paths):
    """Return the ids of a few public pages of the types that count most, the oldest first."""
    public = paths and _public(paths)
    if not public:
        return []
    sql = (
        f"SELECT matched.page_id FROM cms_search_searchentry AS matched WHERE matched.rank > 1 AND {public[0]} "
        f"ORDER BY matched.rank DESC, matched.page_id LIMIT {MAX_SUGGESTIONS:d}"
    )
    return [pk for (pk,) in fetch(sql, public[1])]
