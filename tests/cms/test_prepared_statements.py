"""Statements that PostgreSQL prepares, so that it plans them once for a connection."""

import pytest
from django.db import DataError, connection
from wagtail.models import Page

from cms.loader import fetch
from cms.prepared_statements import fetch_prepared
from tests.home.factories import StandardPageFactory

only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite prepares no statements.")
OFTEN = 8
"""More often than PostgreSQL plans a statement for its parameters, before it keeps a plan for any."""


@pytest.fixture
def database(db):
    """Return a connection of its own to the database of the tests, with a table of the numbers 1 and 70,000."""
    own = connection.copy()
    execute(own, "CREATE TABLE numbers (number integer)")
    execute(own, "INSERT INTO numbers VALUES (1), (70000)")
    yield own
    own.close()
    execute(own, "DROP TABLE numbers")
    own.close()


def execute(database, sql):
    with database.cursor() as cursor:
        cursor.execute(sql)


def prepared(database):
    with database.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE generic_plans > 0")
        return [statement for (statement,) in cursor.fetchall()]


@only_postgresql
@pytest.mark.django_db
def test_the_query_of_cards_is_prepared(home):
    pages = [StandardPageFactory(parent=home).pk for _ in range(OFTEN)]

    assert all(list(fetch(Page, {pk})) == [pk] for pk in pages)

    assert len([statement for statement in prepared(connection) if "of_summary" in statement]) == 1


@only_postgresql
def test_numbers_of_any_size_share_a_statement(database):
    for number in [1, 70000] * OFTEN:
        assert fetch_prepared(database, "SELECT number FROM numbers WHERE number = %s", [number]) == [(number,)]

    assert len([statement for statement in prepared(database) if "FROM numbers WHERE" in statement]) == 1


@only_postgresql
def test_a_column_that_a_migration_widens_is_read_as_before(database):
    for _ in range(OFTEN):
        fetch_prepared(database, "SELECT number FROM numbers", [])
    migrating = connection.copy()
    execute(migrating, "ALTER TABLE numbers ALTER number TYPE bigint")
    migrating.close()

    assert fetch_prepared(database, "SELECT number FROM numbers", []) == [(1,), (70000,)]


@only_postgresql
@pytest.mark.parametrize("is_in_transaction", [False, True])
def test_settings_are_for_the_query_alone(database, is_in_transaction):
    def ask(**settings):
        [[answer]] = fetch_prepared(database, "SELECT current_setting('enable_seqscan')", [], settings)
        return answer

    database.set_autocommit(not is_in_transaction)

    assert [ask(enable_seqscan="off"), ask()] == ["off", "on"]


@only_postgresql
def test_a_query_that_fails_leaves_the_connection_usable(database):
    with pytest.raises(DataError):
        fetch_prepared(database, "SELECT 1 / (number - 1) FROM numbers", [], {"enable_seqscan": "off"})

    assert fetch_prepared(database, "SELECT current_setting('enable_seqscan')", []) == [("on",)]


@pytest.mark.django_db
def test_a_query_returns_its_rows_on_each_database(home):
    sql = "SELECT id FROM wagtailcore_page WHERE id = %s"

    assert fetch_prepared(connection, sql, [home.pk]) == [(home.pk,)]
