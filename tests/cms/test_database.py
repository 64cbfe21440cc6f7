import pytest
from django.db import connection


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="it is about SQLite")
def test_sqlite_writes_a_commit_to_the_disk_before_it_returns():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)  # FULL


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="it is about PostgreSQL")
def test_postgresql_compiles_no_query():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
