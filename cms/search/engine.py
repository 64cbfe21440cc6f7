"""Search the public pages of a site, or the pages of a queryset.

Each query of the index asks which pages may be found, page by page: what it finds, counts, corrects to and suggests
is what the sender of the request may read now. For the public pages, `cms.visibility` decides that.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import mark_safe

from cms.content_stamp.kept import keep
from cms.search.databases import MARKS, SearchTimeout, database, fetch
from cms.search.expressions import MAX_WORDS, Either, Every, expression, name_keys, parts_of, query_words
from cms.search.models import Synonyms
from cms.search.scope import public_scope, scope_of
from cms.search.spelling import similar_words
from cms.search.words import VAGUE, forms_of, key_of, names_in, words_of
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
    known = _known(words, scope)
    wanted = known.expression(words, Either if operator == "or" else Every)
    pages, _node = _find([wanted], known.named, scope)
    if pages or operator:
        return Results(pages, expression=wanted)
    corrected = _correct(words, scope)
    if corrected != words:
        known = _known(corrected, scope)
    every = known.expression(corrected, Every)
    some = known.expression(tuple(word for word in corrected if word not in VAGUE), Either)
    pages, node = _find([node for node in (every, some) if node.nodes], known.named, scope)
    text = " ".join(corrected) if corrected != words else ""
    return Results(pages, text, node == every, node)


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
        known = _known(words, scope)
        wanted = [known.expression(words, combine, unfinished=True)] if words else []
        found, _node = _find([Every((*wanted, *phrases))], known.named, scope)
        return [pk for pk, _content_type in found]

    found = find(words)
    if words and not found and (corrected := _correct(words, scope)) != words:
        found = find(corrected)
    return found


def _find(nodes, named, scope):
    """Return the pages that the first of one or two `nodes` finds, or else the second one, best first, and the node.

    `named` are ids of pages that come before others. Where more match than are ranked, these are the first ones and
    not the best: those with the words in a name are put before them. One query asks for all of that, and the limit
    of a part that is not needed is 0.
    """
    tables, selected, parameters = [], [], []
    for number, node in enumerate(nodes):
        rest = f"(SELECT CASE WHEN EXISTS (SELECT 1 FROM found_{number - 1:d}) THEN 0 ELSE {MAX_RESULTS:d} END)"
        more = f"(SELECT CASE WHEN COUNT(*) < {MAX_RESULTS:d} THEN 0 ELSE {MAX_RESULTS:d} END FROM found_{number:d})"
        for name, limit in (f"found_{number:d}", rest if number else MAX_RESULTS), (f"named_{number:d}", more):
            sql, values = scope.database.matches(node, scope.condition, limit, in_names=limit is more)
            tables.append(f"{name} AS MATERIALIZED ({sql})")
            selected.append(f"SELECT {number:d}, {limit is not more:d}, {name}.* FROM {name}")
            parameters += values
    sql = f"SELECT * FROM (WITH {', '.join(tables)} {' UNION ALL '.join(selected)}) AS found"
    rows = fetch(sql, parameters, prepare=scope.can_be_prepared)
    best = sorted((rest, -score, pk, content_type) for _number, rest, pk, score, content_type in rows)
    return _pages(best, named), nodes[rows[0][0] if rows else -1]


def _pages(rows, named):
    pages = dict.fromkeys((pk, content_type) for _rest, _score, pk, content_type in rows)
    return tuple(sorted(pages, key=lambda page: page[0] not in named)[:MAX_RESULTS])


@dataclass(frozen=True)
class Known:
    """The entries of the index for the words of a query."""

    same: dict
    """Other names by the key of each name in the query: synonyms, and names of pages (title and “also called”)."""
    named: set
    """The ids of the pages that the whole query names."""
    parts: set
    """The other spellings of its words that the vocabulary has."""

    def expression(self, words, combine, **options):
        return expression(words, self.same, self.parts, combine, **options)


def _known(words, scope):
    """Return what the index knows of `words`, in one query."""
    keys = name_keys(words)
    synonyms = keep("synonyms", _synonyms)
    same = {key: list(synonyms[key]) for key in keys.values() if key in synonyms}
    named, found = set(), set()
    parts = {part: forms_of(part) for part in parts_of(words)}
    query = _known_query(tuple(dict.fromkeys(keys.values())), parts, scope)
    for key, pk, name in fetch(*query, prepare=scope.can_be_prepared) if words else ():
        if pk is None:
            found.add(name)
            continue
        same.setdefault(key, []).append(name)
        if key == keys.get((0, len(words))):
            named.add(pk)
    return Known(same, named, {part for part, forms in parts.items() if part.isdigit() or forms & found})


def _known_query(keys, parts, scope):
    prefix, (condition, parameters) = scope.database.prefix, scope.condition
    forms = sorted(set().union(*parts.values()))
    sql = (
        "SELECT * FROM (SELECT matched.key, matched.page_id, other.name FROM (SELECT entry_id AS page_id, key "
        f"FROM {prefix}name WHERE key IN ({_marks(keys)}) LIMIT {MAX_NAMES:d}) AS matched "
        f"JOIN {prefix}name AS other ON other.entry_id = matched.page_id AND other.key <> '' "
        f"WHERE {condition} ORDER BY other.id) AS names"
    )
    if forms:
        sql += f" UNION ALL SELECT '', NULL, word FROM {prefix}word WHERE word IN ({_marks(forms)})"
    return sql, [*keys, *parameters, *forms]


def _marks(values):
    return ", ".join(["%s"] * len(values))


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
    query = scope.database.matching_words(list(asked), scope.condition)
    known = {word for (word,) in fetch(*query, prepare=scope.can_be_prepared)}
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
