"""Search the public pages of a site, or the pages of a queryset.

Each query of the index asks which pages may be found, page by page: what it finds, counts, corrects to and suggests
is what the sender of the request may read now. For the public pages, `cms.visibility` decides that.
"""

from dataclasses import dataclass
from functools import lru_cache, partial

from django.utils.html import escape
from django.utils.safestring import mark_safe

from cms.content_stamp.kept import keep
from cms.search.databases import MARKS, SearchTimeout, database, fetch
from cms.search.expressions import MAX_WORDS, Either, Every, expression, name_keys, query_words
from cms.search.models import Synonyms
from cms.search.scope import public_scope, scope_of
from cms.search.spelling import similar_words
from cms.search.words import VAGUE, key_of, names_in, words_of
from cms.visibility import visibility_key

__all__ = [
    "MAX_RESULTS",
    "Results",
    "SearchTimeout",
    "find_ids",
    "highlights",
    "prominent_pages",
    "search",
    "suggestions",
]

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
    return remembered_results()(words, paths, operator, visibility_key())


def remembered_results():
    """Return the function that searches, with the results that are kept until content changes."""
    return keep("search results", lambda: lru_cache(maxsize=MAX_KEPT)(_search))


def _search(words, paths, operator, _visibility_key):
    scope = public_scope(paths)
    if scope is None:
        return Results()
    same, named = _same_names(words, scope)
    wanted = expression(words, same, Either if operator == "or" else Every)
    (pages,) = _find([wanted], named, scope)
    if pages or operator:
        return Results(pages, expression=wanted)
    corrected = _correct(words, scope)
    if corrected != words:
        same, named = _same_names(corrected, scope)
    every = expression(corrected, same, Every)
    some = expression(tuple(word for word in corrected if word not in VAGUE), same, Either)
    nodes = [node for node in (every, some) if node.nodes]
    found = dict(zip(nodes, _find(nodes, named, scope), strict=True))
    node = every if found[every] else some
    text = " ".join(corrected) if corrected != words else ""
    return Results(found.get(node, ()), text, node is every, node)


def find_ids(query, pages, index, phrases=(), operator="and"):
    """Return the ids of those of the queryset `pages` that have the words of `query` and all `phrases`, best first.

    Words that none of `pages` has are corrected, and the last one may be unfinished.

    Args:
        query: any text.
        pages: a queryset of pages, of any type.
        index: `PUBLIC` or `STAFF` of `cms.search.models`.
        phrases: texts whose words have to follow each other.
        operator: "and" if all words of the query have to be there, or "or".

    Raises SearchTimeout.
    """
    words, scope = query_words(query), scope_of(pages, index)
    phrases = [node for phrase in phrases if (node := tuple(words_of(phrase)[:MAX_WORDS]))]
    if scope is None or not (words or phrases):
        return []
    combine = Either if operator == "or" else Every

    def find(words):
        same, named = _same_names(words, scope) if words else ({}, set())
        wanted = [expression(words, same, combine, unfinished=True)] if words else []
        (found,) = _find([Every((*wanted, *phrases))], named, scope)
        return [pk for pk, _content_type in found]

    found = find(words)
    if words and not found and (corrected := _correct(words, scope)) != words:
        found = find(corrected)
    return found


def _find(nodes, named, scope):
    """Return the pages that each of `nodes` finds, best first. `named` are ids of pages that come before others.

    Where more match than are ranked, these are the first ones and not the best: those with the words in a name, which
    the same query asks for, are put before them.
    """
    asked = [(node, in_names) for node in nodes for in_names in (True, False)]
    matches = partial(scope.database.matches, condition=scope.condition, limit=MAX_RESULTS)
    queries = [matches(node, in_names=in_names) for node, in_names in asked]
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


def _same_names(words, scope):
    """Return other names by the key of each name in a query of `words`, and the ids of pages that are named so.

    Names are those of the pages (title and “also called”), and the synonyms of the site.
    """
    keys = name_keys(words)
    synonyms = keep("synonyms", _synonyms)
    same = {key: list(synonyms[key]) for key in keys.values() if key in synonyms}
    named = set()
    for key, pk, name in fetch(*_names_query(tuple(dict.fromkeys(keys.values())), scope)):
        same.setdefault(key, []).append(name)
        if key == keys.get((0, len(words))):
            named.add(pk)
    return same, named


def _names_query(keys, scope):
    table, (condition, parameters) = f"{scope.database.prefix}name", scope.condition
    sql = (
        "SELECT matched.key, matched.page_id, other.name FROM (SELECT entry_id AS page_id, key "
        f"FROM {table} WHERE key IN ({', '.join(['%s'] * len(keys))}) LIMIT {MAX_NAMES:d}) AS matched "
        f"JOIN {table} AS other ON other.entry_id = matched.page_id AND other.key <> '' "
        f"WHERE {condition} ORDER BY other.id"
    )
    return sql, [*keys, *parameters]


def _synonyms():
    """Return the names of each group of synonyms, by the key of each of them."""
    same = {}
    for text in Synonyms.objects.values_list("words", flat=True):
        names = names_in(text)
        for name in names:
            same.setdefault(key_of(words_of(name)), []).extend(names)
    return same


def _correct(words, scope):
    """Return `words`, with each one that no page has replaced by the closest one that one has."""
    similar = similar_words(words, scope.database)
    asked = dict.fromkeys([*words, *(word for candidates in similar.values() for word in candidates)])
    known = {word for (word,) in fetch(*scope.database.matching_words(list(asked), scope.condition))}
    return tuple(
        word if word in known else next((other for other in similar[word] if other in known), word) for word in words
    )


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
    scope = start and paths and public_scope(paths)
    if not scope:
        return []
    condition, parameters = scope.condition
    begins, values = scope.database.starts_with("start", start)
    sql = (
        "SELECT matched.page_id, matched.name, matched.key = '', matched.id "
        "FROM (SELECT id, entry_id AS page_id, name, key FROM cms_search_searchname "
        f"WHERE {begins} LIMIT {SUGGESTED_AMONG:d}) AS matched "
        "JOIN cms_search_searchentry AS entry ON entry.page_id = matched.page_id "
        f"WHERE {condition} ORDER BY entry.rank DESC, CASE WHEN matched.key = '' THEN 1 ELSE 0 END, "
        "LENGTH(matched.name), matched.name, matched.page_id"
    )
    names = {}
    for pk, name, *order in fetch(sql, [*values, *parameters]):
        names.setdefault(pk, []).append((order, name))  # the title has the lowest id of the names of a page
    return [(pk, min(found)[1]) for pk, found in names.items()][:MAX_SUGGESTIONS]


def prominent_pages(paths):
    """Return the ids of a few public pages of the types that count most, the oldest first."""
    scope = paths and public_scope(paths)
    if not scope:
        return []
    condition, parameters = scope.condition
    sql = (
        f"SELECT matched.page_id FROM cms_search_searchentry AS matched WHERE matched.rank > 1 AND {condition} "
        f"ORDER BY matched.rank DESC, matched.page_id LIMIT {MAX_SUGGESTIONS:d}"
    )
    return [pk for (pk,) in fetch(sql, parameters)]
