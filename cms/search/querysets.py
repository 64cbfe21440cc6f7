"""The search as a condition and an order of querysets of pages."""

from django.conf import settings
from django.db.models import BigIntegerField, Func

from cms.search.engine import search


def paths_of(site):
    """Return the tree paths of the root page of `site` and of its translations. Without a site, there are none."""
    if site is None:
        return ()
    roots = [site.root_page]
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        roots += site.root_page.get_translations()
    return tuple(root.path for root in roots)


def searched(pages, query, site, operator=None, *, by_relevance=True):
    """Return those of the queryset `pages` that a search on `site` finds; best first, if `by_relevance`.

    `operator` is that of `cms.search.engine.search`. Raises SearchTimeout.
    """
    ids = search(query, paths_of(site), operator).ids
    pages = pages.filter(pk__in=ids)
    return pages.order_by(PositionIn("pk", ids=ids)) if by_relevance else pages


class PositionIn(Func):
    """The position of a key in `ids`."""

    arity = 1
    output_field = BigIntegerField()

    def __init__(self, *expressions, ids=(), **extra):
        super().__init__(*expressions, **extra)
        self.ids = ids

    def as_sqlite(self, compiler, connection, **extra_context):
        # JSON functions would parse the list for each row.
        sql, parameters = compiler.compile(self.source_expressions[0])
        return f"INSTR(%s, ',' || {sql} || ',')", [f",{','.join(map(str, self.ids))},", *parameters]

    def as_postgresql(self, compiler, connection, **extra_context):
        sql, parameters = compiler.compile(self.source_expressions[0])
        return f"ARRAY_POSITION(%s::bigint[], {sql}::bigint)", [list(self.ids), *parameters]
