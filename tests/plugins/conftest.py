import pytest

from cms.testing.databases import copy_migrated_database
from tests.plugins.place import Place


@pytest.fixture
def place(tmp_path, templates):
    """Return a new environment with a site that has a migrated SQLite database."""
    (tmp_path / "data").mkdir()
    copy_migrated_database(templates, tmp_path / "data/db.sqlite3")
    return Place(tmp_path, f"sqlite:///{tmp_path / 'data/db.sqlite3'}")
