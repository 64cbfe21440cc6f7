"""Run SQL as a prepared statement, so that PostgreSQL plans it once for a connection.

Planning a query of cards or of the search takes PostgreSQL longer than running it. Django inserts the parameters into
the SQL, so that no two statements are the same. SQLite plans as quickly as it reads.

https://www.psycopg.org/psycopg3/docs/advanced/prepare.html
"""

from contextlib import contextmanager, nullcontext

from django.db import NotSupportedError, ProgrammingError

UNKNOWN_STATEMENT = "26000"
"""The SQLSTATE of a prepared statement that PostgreSQL does not have."""


def fetch_all(connection, sql, parameters):
    """Return the rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def fetch_prepared(connection, sql, parameters, settings=None, *, prepare=True):
    """Return the rows of a query, as a prepared statement on PostgreSQL.

    Args:
        connection: the connection to the database.
        sql: the SQL, with placeholders.
        parameters: their values.
        settings: a dict of settings of PostgreSQL for this query alone.
        prepare: False for SQL that may not be prepared, such as that of a queryset of a plugin, since PostgreSQL has
            to find out the type of each parameter.
    """
    if connection.vendor != "postgresql":
        return fetch_all(connection, sql, parameters)
    from psycopg.types.numeric import Int8

    if not prepare:
        return _fetch(connection, sql, parameters, settings, nullcontext())
    # psycopg chooses the type of a number by its size, and each choice would be a statement of its own.
    parameters = [Int8(value) if type(value) is int else value for value in parameters]
    try:
        return _fetch(connection, sql, parameters, settings, _server_side_binding(connection))
    except (NotSupportedError, ProgrammingError) as error:
        # A migration has changed the type of a column that the statement returns, or preparing it was ended.
        is_stale = isinstance(error, NotSupportedError) or error.__cause__.sqlstate == UNKNOWN_STATEMENT
        if not is_stale or _is_in_transaction(connection):
            raise
        connection.close()
        return _fetch(connection, sql, parameters, settings, _server_side_binding(connection))


def _is_in_transaction(connection):
    return connection.in_atomic_block or not connection.get_autocommit()


def _fetch(connection, sql, parameters, settings, binding):
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with binding:
        if not settings:
            return fetch_all(connection, sql, parameters)
        with connection.wrap_database_errors, connection.connection.pipeline():
            # Outside a transaction, a pipeline is one implicit transaction, and the settings end with it.
            calls = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in settings.items())
            connection.connection.execute(f"SELECT {calls}")
            rows = fetch_all(connection, sql, parameters)
            if _is_in_transaction(connection):
                for name in settings:
                    connection.connection.execute(f"SET LOCAL {name} = DEFAULT")
        return rows


@contextmanager
def _server_side_binding(connection):
    """Let cursors bind parameters on the server, as Django's do with `server_side_binding`."""
    from django.db.backends.postgresql.base import ServerBindingCursor

    psycopg_connection = connection.connection
    factory, psycopg_connection.cursor_factory = psycopg_connection.cursor_factory, ServerBindingCursor
    try:
        yield
    finally:
        psycopg_connection.cursor_factory = factory
