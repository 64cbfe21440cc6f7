"""Indexes on Wagtail's table of pages, which lists need and Wagtail does not have.

They are created after each `migrate`, not by a migration: where a migration of Wagtail changes a column, SQLite makes
a new table without them.
"""

from django.db import connections
from wagtail.models import Page

INDEXES = {
    "cms_pages_by_type": "(content_type_id, path)",
    "cms_pages_by_url_path": "(url_path)",
    "cms_pages_by_alias": "(alias_of_id) WHERE alias_of_id IS NOT NULL",
    "cms_pages_by_expiry": "(expire_at) WHERE expire_at IS NOT NULL",
}
"""Columns by name of the index: for lists of one type in the order of the tree, for routing, for aliases, which
publishing looks up, and for what expires. Few pages are aliases or expire, so SQLite avoids indexes of all pages.
"""
POSTGRESQL = {"cms_pages_by_url_path": "USING hash (url_path)"}
"""Other definitions for PostgreSQL, whose usual index refuses long texts."""


def create_indexes(using, **kwargs):
    """Create the indexes that do not exist."""
    connection = connections[using]
    if Page._meta.db_table not in connection.introspection.table_names():
        return
    indexes = INDEXES | (POSTGRESQL if connection.vendor == "postgresql" else {})
    with connection.cursor() as cursor:
        for name, columns in indexes.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {Page._meta.db_table} {columns}")
