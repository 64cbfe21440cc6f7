"""Counting and comparing the queries of responses."""

import re
from collections import Counter

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms import prepared_queries


def queries_of(client, url):
    """Return the SQL of the queries for a response, in a process that has answered the same request before.

    The SQL of a statement that PostgreSQL has prepared is "", since Django does not see it.
    """
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return [query["sql"] or "" for query in queries]


def count_queries(client, url):
    """Return the number of queries for a response, in a process that has answered the same request before."""
    return len(queries_of(client, url))


def assert_as_many_queries(queries, others):
    """Assert that two lists of SQL are of one length. The error names the queries that only one of them has."""
    assert len(queries) == len(others), (
        f"{len(queries)} queries and {len(others)}:\n{differing_queries(queries, others)}"
    )


def differing_queries(queries, others):
    """Return the queries that only one of two lists has, a line each, without their values."""
    counts, other_counts = Counter(map(_without_values, queries)), Counter(map(_without_values, others))
    only = [f"- {sql}" for sql in (counts - other_counts).elements()]
    return "\n".join([*only, *(f"+ {sql}" for sql in (other_counts - counts).elements())])


def _without_values(sql):
    sql = re.sub(r"'(?:[^']|'')*'|\b\d+\b", "?", sql)
    return re.sub(r"\(\?(?:, \?)*\)", "(?)", sql)


def forget_everything():
    """Clear what a process caches between requests, so that the next request is as the first of a new process."""
    ContentType.objects.clear_cache()
    cache.clear()
    prepared_queries.clear_cache()
