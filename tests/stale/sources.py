"""Each source of the content stamp, and each check that rests on it, as patches that remove it.

Without one of them, the search has to find a stale response: `python -m tests.stale --each-source`.
"""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

from cms.content_stamp import kept, reading, writes
from cms.content_stamp.writes import Statement
from cms.delivery import rendering_threads
from cms.delivery.response_cache import application
from cms.delivery.response_cache.application import ResponseCache
from cms.delivery.response_cache.store import Store

EXEMPT = "exempt "
"""The source `exempt TABLE` or `exempt TABLE.COLUMN` puts a table or column on the list of exemptions."""
LONG = 3600
"""In seconds."""


@dataclass
class Source:
    """A source of the content stamp: patches that remove it, and kinds of changes that then leave responses stale."""

    patches: callable
    kinds: str
    vendors: tuple = ("sqlite", "postgresql")


def _nothing_is_watched():
    def call(self, execute, sql, params, many, context):
        return execute(sql, params, many, context)

    return [patch.object(writes._Watcher, "__call__", call)]


def _only_single_statements_are_watched():
    watched = writes._Watcher.__call__

    def call(self, execute, sql, params, many, context):
        return execute(sql, params, many, context) if many else watched(self, execute, sql, params, many, context)

    return [patch.object(writes._Watcher, "__call__", call)]


def _statements_count_as_reads(is_meant):
    classify = writes._classify

    def classify_otherwise(sql):
        return Statement.READ if is_meant(sql.lstrip(), classify(sql)) else classify(sql)

    return [patch.object(writes, "_classify", classify_otherwise)]


def _one_mark_for_all_transactions():
    return [patch.object(writes._Watcher, "has_moved", property(lambda self: self._mark is not None))]


def _transactions_keep_values():
    return [patch.object(reading, "is_in_transaction", lambda: False)]


def _content_never_changes_by_time():
    return [patch.object(kept, "next_change_by_time", lambda now, fetch: now + timedelta(seconds=LONG))]


def _any_stamp_is_current():
    current = kept.current_generation

    def current_generation():
        return kept._current if kept._current.stamp else current()

    return [patch.object(module, "current_generation", current_generation) for module in (kept, application)]


def _responses_enter_the_store_of_the_end():
    render = ResponseCache._render

    def render_late(self, store, *arguments):
        def put(entry):
            generation = application.current_generation()
            if self._store.generation is not generation:
                self._store = Store(generation, self.max_bytes)
            return self._store.put(entry)

        late = SimpleNamespace(put=put, renderings=store.renderings, note_uncacheable=store.note_uncacheable)
        return render(self, late, *arguments)

    return [patch.object(ResponseCache, "_render", render_late)]


SOURCES = {
    "watching writes": Source(_nothing_is_watched, "update_queryset"),
    "watching executemany": Source(_only_single_statements_are_watched, "write_many_rows"),
    "SQL that cannot be parsed": Source(
        lambda: _statements_count_as_reads(lambda sql, kind: kind is Statement.COMMAND), "write_raw_sql"
    ),
    "SQL that begins with WITH": Source(
        lambda: _statements_count_as_reads(lambda sql, kind: sql.startswith("WITH ")), "write_with_expression"
    ),
    "SQL that rolls back to a savepoint": Source(
        lambda: _statements_count_as_reads(lambda sql, kind: kind is Statement.ROLLBACK), "roll_back_by_sql"
    ),
    "a mark for each transaction": Source(_one_mark_for_all_transactions, "update_queryset"),
    "keeping nothing in a transaction": Source(_transactions_keep_values, "roll_back_in_the_servers"),
    "the end of the lease": Source(lambda: [patch.object(reading, "LEASE", LONG)], "update_queryset"),
    "waiting for the end of the lease": Source(
        lambda: [patch.object(module, "settle", lambda: None) for module in (writes, rendering_threads)],
        "update_queryset",
    ),
    "the number of changes": Source(
        lambda: [patch.object(reading, "READ_STAMP", f"SELECT MAX(id) FROM {writes.STAMP_TABLE}")],  # noqa: S608
        "commit_late",
        ("postgresql",),
    ),
    "the stamp of a generation": Source(_any_stamp_is_current, "update_queryset"),
    "the end of a generation by time": Source(_content_never_changes_by_time, "expire"),
    "the generation in which a rendering began": Source(_responses_enter_the_store_of_the_end, "update_queryset"),
}

EXEMPTIONS = {
    "wagtailcore_page": "update_queryset",
    "wagtailcore_page.title": "update_queryset",
    "wagtailcore_page.seo_title": "write_seo_titles",
    "wagtailcore_site": "edit_site",
    "wagtailcore_pageviewrestriction": "restrict_page",
    "wagtailcore_collectionviewrestriction": "move_image,restrict_collection",
    "wagtailredirects_redirect": "redirect",
    "articles_citation": "update_other_row",
    "articles_bodyarea.name": "update_other_row",
    "testimonials_testimonial": "update_other_row",
    "cms_consent_consent": "update_other_row",
    "cms_images_contentimage": "update_other_row,move_image",
    "cms_documents_contentdocument.title": "update_other_row",
    "cms_sites_practice": "update_other_row",
    "cms_pages_pagetag": "tag_page,untag_page",
}
"""Tables and columns of content that are exempted one at a time, and the changes that show it."""
SOURCES |= {f"{EXEMPT}{name}": Source(lambda name=name: exempt(name), kinds) for name, kinds in EXEMPTIONS.items()}


def exempt(name):
    """Return the patches that put a table, or a column as `table.column`, on the list of exemptions."""
    table, _dot, column = name.partition(".")
    if column:
        columns = writes.COLUMNS | {table: writes.COLUMNS.get(table, set()) | {column}}
        return [patch.object(writes, "COLUMNS", columns)]
    return [patch.object(writes, "TABLES", writes.TABLES | {table})]


@contextmanager
def without(name):
    """Remove a source in this process."""
    patches = SOURCES[name].patches() if name in SOURCES else exempt(name.removeprefix(EXEMPT))
    forget = [writes._classify.cache_clear, _begin_generation, reading.close_reader]
    with ExitStack() as stack:
        for one in patches:
            stack.enter_context(one)
        for call in forget:
            call()
            stack.callback(call)
        yield


def _begin_generation():
    kept._current = kept.Generation(stamp=None, ends_at=0)
