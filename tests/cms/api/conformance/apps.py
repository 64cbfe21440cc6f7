from importlib import import_module

from django.apps import AppConfig, apps
from django.db import connection
from django.db.models.signals import post_migrate


class ConformanceConfig(AppConfig):
    name = "tests.cms.api.conformance"
    label = "conformance"

    def ready(self):
        post_migrate.connect(create_search_index, sender=apps.get_app_config("cms_search"))


def create_search_index(**kwargs):
    """Create the tables of the search index, which only a migration creates otherwise."""
    # Emptying the database sends the signal, too.
    if "cms_search_searchtext" in connection.introspection.table_names():
        return
    migration = import_module("cms.search.migrations.0001_initial")
    with connection.schema_editor() as schema_editor:
        migration.create_index(apps, schema_editor)
