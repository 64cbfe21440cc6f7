"""Wagtail's search backend: the engine of the site finds pages, and Wagtail's backend for databases everything else.

The admin searches pages by `autocomplete`, which finds drafts, in the index of staff. `search` finds pages in the
public index, so that code that shows its results to visitors finds none by the words of a draft. Both find among the
pages of the queryset alone. https://docs.wagtail.org/en/stable/topics/search/backends.html
"""

from functools import cached_property, lru_cache

from wagtail.models import Page
from wagtail.search.backends import database
from wagtail.search.query import And, Boost, Fuzzy, MatchAll, Not, Phrase, PlainText

from cms.search.engine import find_ids
from cms.search.models import PUBLIC, STAFF
from cms.search.querysets import PositionIn


def SearchBackend(params):  # noqa: N802 - the name that Wagtail looks for
    backend = database.SearchBackend(params)
    backend.query_compiler_class = _compiler(PUBLIC, backend.query_compiler_class)
    backend.autocomplete_query_compiler_class = _compiler(STAFF, backend.autocomplete_query_compiler_class)
    backend.index_class = _without_pages(backend.index_class)
    return backend


@lru_cache
def _compiler(index, wagtails):
    return type("QueryCompiler", (PageQueryCompiler, wagtails), {"index": index})


@lru_cache
def _without_pages(wagtails):
    return type("Index", (IndexWithoutPages, wagtails), {})


class PageQueryCompiler:
    """Mixin for Wagtail's query compilers that compiles queries for pages."""

    def search(self, config, start, stop, score_field=None, **options):
        """Return the slice of the queryset that the query finds. Raises SearchTimeout."""
        matches_all = isinstance(self.query, MatchAll) or (
            isinstance(self.query, Not) and isinstance(self.query.subquery, MatchAll)
        )
        if matches_all or not issubclass(self.queryset.model, Page):
            return super().search(config, start, stop, score_field, **options)
        if self.fields or score_field:
            raise NotImplementedError("Pages are searched in all their fields, and have no score.")
        pages = self.queryset.filter(pk__in=self._ids)
        if self.order_by_relevance:
            pages = pages.order_by(PositionIn("pk", ids=self._ids))
        elif not pages.query.order_by:
            pages = pages.order_by("-pk")  # so that pages of results do not overlap
        return pages[start:stop]

    @cached_property
    def _ids(self):
        parts = list(_parts(self.query))
        texts = [part for part in parts if not isinstance(part, Phrase)]
        return find_ids(
            " ".join(part.query_string for part in texts),
            self.queryset,
            self.index,
            phrases=[part.query_string for part in parts if isinstance(part, Phrase)],
            operator="or" if any(part.operator == "or" for part in texts) else "and",
        )


def _parts(query):
    """Yield the texts and phrases of a query, all of which a page has to match."""
    match query:
        case PlainText() | Fuzzy() | Phrase():
            yield query
        case Boost():
            yield from _parts(query.subquery)
        case And():
            for part in query.subqueries:
                yield from _parts(part)
        case _:
            raise NotImplementedError(f"`{type(query).__name__}` is not supported in a search for pages.")


class IndexWithoutPages:
    """Mixin for Wagtail's indexes that leaves out pages: `cms.search.index` writes the index of pages."""

    def add_items(self, model, objs):
        if not issubclass(model, Page):
            super().add_items(model, objs)
