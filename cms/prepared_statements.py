"""Run SQL as a statement that PostgreSQL prepares, so that it plans the query once for a connection.

Planning a query of cards or of the search takes PostgreSQL longer than running it. Django inserts the parameters into
the SQL, so that no two statements are the same. SQLite plans as quickly as it reads.
"""

from contextlib import contextmanager

from django.db import NotSupportedError


def fetch_all(connection, sql, parameters):
    """Return the rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def fetch_prepared(connection, sql, parameters, settings=None):
    """Return the rows of a query.

    PostgreSQL prepares it if it is the same SQL for the sixth time: see `prepare_threshold` at
    https://www.psycopg.org/psycopg3/docs/advanced/prepare.html. A placeholder therefore stands for a value alone.

    Args:
        connection: the connection to the database.
        sql: the SQL, with placeholders.
        parameters: their values.
        settings: a dict of settings of PostgreSQL for this query alone.
    """
    if connection.vendor != "postgresql":
        return fetch_all(connection, sql, parameters)
    from psycopg.types.numeric import Int8

    # psycopg chooses the type of a number by its size, and PostgreSQL prepares a statement for each choice.
    parameters = [Int8(value) if type(value) is int else value for value in parameters]
    try:
        return _with_settings(connection, sql, parameters, settings)
    except NotSupportedError:
        # A migration has changed the type of a column that the prepared statement returns.
        if connection.in_atomic_block:
            raise
        connection.close()
        return _with_settings(connection, sql, parameters, settings)


def _with_settings(connection, sql, parameters, settings):
    with _server_side_binding(connection) as psycopg_connection:
        if not settings:
            return fetch_all(connection, sql, parameters)
        # Outside of a transaction, the statements of a pipeline are one.
        with psycopg_connection.pipeline():
            calls = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in settings.items())
            psycopg_connection.execute(f"SELECT {calls}")
            rows = fetch_all(connection, sql, parameters)
            if connection.in_atomic_block or not connection.get_autocommit():
                for name in settings:
                    psycopg_connection.execute(f"SET LOCAL {name} = DEFAULT")
        return rows


@contextmanager
def _server_side_binding(connection):
    """Send SQL and parameters of the cursors apart, as a prepared statement needs them."""
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection.ensure_connection()
    psycopg_connection = connection.connection
    factory, psycopg_connection.cursor_factory = psycopg_connection.cursor_factory, ServerBindingCursor
    try:
        yield psycopg_connection
    finally:
        psycopg_connection.cursor_factory = factory
