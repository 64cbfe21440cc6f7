"""The SQL of the search: FTS5 on SQLite, `tsvector` and `pg_trgm` on PostgreSQL.

No query begins with WITH: for `cms.content_stamp.writes`, it would be a change of content.

Both have the same methods, which return SQL and its parameters for the index whose tables have the names that begin
with `prefix`. `condition` is a condition, as SQL and parameters, on the page whose id is `matched.page_id`. `limit`
is a number, or SQL.
"""

import time
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from cms.prepared_statements import fetch_all, fetch_prepared
from cms.search.expressions import Beginning, Either, Every, words_in
from cms.search.models import PUBLIC

MARKS = ("\x02", "\x03")
"""Characters that begin and end a match in a snippet. No indexed text contains them."""
SECONDS = 2
"""Time limit of a query."""
SNIPPET_WORDS = 30
SNIPPET_LINES = 3
"""From how many lines of a text PostgreSQL makes a snippet."""
CANDIDATES = 60
"""How many words of the vocabulary are compared with a misspelled one."""


class SearchTimeout(Exception):  # noqa: N818 - no error of the program
    """A query took longer than `SECONDS`."""


@dataclass(frozen=True)
class SQLite:
    """See https://www.sqlite.org/fts5.html."""

    prefix: str

    def fetch(self, connection, sql, parameters, *, prepare):
        """Return the rows of a query, which a handler ends after `SECONDS`."""
        connection.ensure_connection()
        ends = time.monotonic() + SECONDS
        connection.connection.set_progress_handler(lambda: time.monotonic() > ends, 10_000)
        try:
            return fetch_all(connection, sql, parameters)
        finally:
            connection.connection.set_progress_handler(None, 0)

    def is_timeout(self, error):
        return str(error) == "interrupted"

    def exists(self, sql):
        """Return the condition that the query `sql` has a row, which is asked for each match."""
        return f"EXISTS ({sql})"

    @staticmethod
    def _at_rowid(condition):
        """Return `condition` for rows of the FTS5 table, whose `rowid` is the id of the page."""
        return condition.replace("matched.page_id", "matched.rowid")

    def write(self, node):
        """Return `node` in the query language of FTS5."""
        match node:
            case Every(nodes):
                return f"({' AND '.join(map(self.write, nodes))})"
            case Either(nodes):
                return f"({' OR '.join(map(self.write, nodes))})"
            case Beginning(word):
                return f'"{word}" *'
        return f'"{" ".join(node)}"'  # words contain no quotation marks

    def matches(self, node, condition, limit, *, in_names):
        table, weights = (
            (f"{self.prefix}nametext", "") if in_names else (f"{self.prefix}text", ", 10.0, 4.0, 1.0, 0.5")
        )
        sql = (
            "SELECT found.page_id, found.score * entry.rank, page.content_type_id FROM ("
            f"SELECT matched.rowid AS page_id, -bm25({table}{weights}) AS score "
            f"FROM {table} AS matched WHERE matched.{table} MATCH %s "
            f"AND {self._at_rowid(condition[0])} LIMIT {limit}"
            f") AS found JOIN {self.prefix}entry AS entry ON entry.page_id = found.page_id "
            "JOIN wagtailcore_page AS page ON page.id = found.page_id"
        )
        return sql, [self.write(node), *condition[1]]

    def matching_words(self, words, condition):
        rows = ", ".join(["(%s, %s)"] * len(words))
        sql = (
            f"SELECT asked.column1 FROM (VALUES {rows}) AS asked WHERE EXISTS ("
            f"SELECT 1 FROM {self.prefix}text AS matched WHERE matched.{self.prefix}text MATCH asked.column2 "
            f"AND {self._at_rowid(condition[0])})"
        )
        return sql, [value for word in words for value in (word, f'"{word}"')] + condition[1]

    def similar_words(self, words):
        """Trigrams find words with the same letters, and those that begin so."""
        each = (
            f"SELECT * FROM (SELECT %s, known.word, known.is_in_name FROM {self.prefix}trigrams "
            f"JOIN {self.prefix}word AS known ON known.id = {self.prefix}trigrams.rowid "
            f"WHERE {self.prefix}trigrams MATCH %s ORDER BY bm25({self.prefix}trigrams) LIMIT {CANDIDATES:d})"
        )
        parameters = []
        for word in words:
            trigrams = dict.fromkeys(word[at : at + 3] for at in range(len(word) - 2))
            parameters += [word, " OR ".join(f'"{trigram}"' for trigram in trigrams)]
        return " UNION ALL ".join([each] * len(words)), parameters

    def snippets(self, node, ids):
        columns = ", ".join(
            f"snippet({self.prefix}text, {column:d}, '{MARKS[0]}', '{MARKS[1]}', '…', {SNIPPET_WORDS:d})"
            for column in (1, 2, 3)
        )
        sql = (
            f"SELECT entry.page_id, entry.label, {columns} "
            f"FROM {self.prefix}text JOIN {self.prefix}entry AS entry ON entry.page_id = {self.prefix}text.rowid "
            f"WHERE {self.prefix}text MATCH %s AND {self.prefix}text.rowid IN ({', '.join(['%s'] * len(ids))})"
        )
        return sql, [self.write(node), *ids]

    def starts_with(self, column, start):
        return f"{column} >= %s AND {column} < %s", [start, f"{start}\U0010ffff"]


@dataclass(frozen=True)
class PostgreSQL:
    """See https://www.postgresql.org/docs/current/textsearch.html."""

    prefix: str

    def fetch(self, connection, sql, parameters, *, prepare):
        """Return the rows of a query, which the server ends after `SECONDS`, and for which it scans no table."""
        # Without `jit` off, PostgreSQL could compile the query, since `enable_seqscan` raises the estimated costs.
        settings = {"statement_timeout": round(SECONDS * 1000), "enable_seqscan": "off", "jit": "off"}
        return fetch_prepared(connection, sql, parameters, settings, prepare=prepare)

    def is_timeout(self, error):
        return getattr(error.__cause__, "sqlstate", "") == "57014"  # query_canceled

    def exists(self, sql):
        """Return the condition that the query `sql` has a row, which is asked for each match.

        Without OFFSET, the planner may join instead, and begin with all pages.
        """
        return f"EXISTS ({sql} OFFSET 0)"

    def write(self, node):
        """Return `node` in the query language of `to_tsquery`."""
        match node:
            case Every(nodes):
                return f"({' & '.join(map(self.write, nodes))})"
            case Either(nodes):
                return f"({' | '.join(map(self.write, nodes))})"
            case Beginning(word):
                return f"{word}:*"
        return f"({' <-> '.join(node)})"  # words contain no operators

    def matches(self, node, condition, limit, *, in_names):
        column = "name_vector" if in_names else "vector"
        query = "(SELECT to_tsquery('cms_search', %s))"
        sql = (
            "SELECT found.page_id, found.score, page.content_type_id FROM ("
            "SELECT matched.page_id, "
            f"matched.rank * ts_rank('{{0.05, 0.1, 0.4, 1}}', matched.{column}, {query}, 1) AS score "
            f"FROM {self.prefix}entry AS matched WHERE matched.{column} @@ {query} AND {condition[0]} LIMIT {limit}"
            ") AS found JOIN wagtailcore_page AS page ON page.id = found.page_id"
        )
        return sql, [self.write(node)] * 2 + condition[1]

    def matching_words(self, words, condition):
        # Names are asked first, since their index answers sooner.
        rows = ", ".join(["(%s)"] * len(words))
        exists = [
            f"EXISTS (SELECT 1 FROM {self.prefix}entry AS matched "
            f"WHERE matched.{column} @@ plainto_tsquery('cms_search', asked.word) AND {condition[0]})"
            for column in ("name_vector", "vector")
        ]
        sql = f"SELECT word FROM (VALUES {rows}) AS asked(word) WHERE {' OR '.join(exists)}"
        return sql, [*words, *condition[1] * 2]

    def similar_words(self, words):
        each = (
            f"(SELECT %s, word, is_in_name FROM {self.prefix}word "
            "WHERE lower(word) %% %s OR (word ~>=~ %s AND word ~<~ %s) "
            f"ORDER BY similarity(word, %s) DESC, word LIMIT {CANDIDATES:d})"
        )
        parameters = [value for word in words for value in (word, word, word, f"{word}\U0010ffff", word)]
        return " UNION ALL ".join([each] * len(words)), parameters

    def snippets(self, node, ids):
        """`ts_headline` is slow, so that it gets a few lines that contain the beginning of a word."""
        options = f"StartSel={MARKS[0]}, StopSel={MARKS[1]}, MaxWords={SNIPPET_WORDS:d}, MinWords=15"
        patterns = [f"%{word[: max(3, len(word) - 3)]}%" for word in words_in(node)]
        lines = (
            "(SELECT string_agg(line, E'\\n') FROM (SELECT line FROM unnest(string_to_array({}, E'\\n')) AS line "
            f"WHERE unaccent(line) ILIKE ANY(%s) LIMIT {SNIPPET_LINES:d}) AS lines)"
        )
        names = ("lead", "text", "notes")
        columns = ", ".join(
            f"coalesce(ts_headline('cms_search', {lines.format(name)}, asked.query, %s), '')" for name in names
        )
        sql = (
            f"SELECT page_id, label, {columns} "
            f"FROM {self.prefix}entry, (SELECT to_tsquery('cms_search', %s) AS query) AS asked "
            "WHERE page_id = ANY(%s)"
        )
        return sql, [*[patterns, options] * 3, self.write(node), list(ids)]

    def starts_with(self, column, start):
        return f"({column} ~>=~ %s AND {column} ~<~ %s)", [start, f"{start}\U0010ffff"]


_DATABASES = {"sqlite": SQLite, "postgresql": PostgreSQL}


def database(prefix=PUBLIC.prefix):
    """Return the SQL of the default database for the index with this prefix."""
    return _DATABASES[connections[DEFAULT_DB_ALIAS].vendor](prefix)


def fetch(sql, parameters, *, prepare=True):
    """Return the rows of a query. Raises SearchTimeout if it takes longer than `SECONDS`.

    `prepare` is that of `cms.prepared_statements.fetch_prepared`.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        return database().fetch(connection, sql, parameters, prepare=prepare)
    except DatabaseError as error:
        if database().is_timeout(error):
            raise SearchTimeout from error
        raise
