"""A content type is removed, and restored from its export."""

import sqlite3
from contextlib import closing

import pytest

from tests.plugins import dummies
from tests.plugins.copied import site_with

pytestmark = [pytest.mark.once, pytest.mark.slow]


def rows(path):
    """Return the rows of each table that matters, without the keys of content types, which are made anew."""
    wanted = [
        *("kept_keptpage", "wagtailcore_page", "wagtailcore_revision", "cms_pages_pagetag"),
        *("wagtailredirects_redirect", "wagtailcore_pageviewrestriction"),
    ]
    found = {}
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        for table in wanted:
            found[table] = [
                {name: row[name] for name in row.keys() if "content_type" not in name}  # noqa: SIM118 - no dict
                for row in database.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608 - our own names
            ]
    return found


def steps(site, *names, **variables):
    return site.steps("tests.plugins.keeping", *names, **variables)


def test_an_export_is_read_back_as_it_was(tmp_path, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        site = site_with(tmp_path, dummies.keeping("kept"))
    path, note = tmp_path / "data" / "db.sqlite3", tmp_path / "data" / "private" / "note.txt"

    *_, refused = steps(site, "migrate", "make", "refused_removal", **site.variables)

    assert "take the name out of CMS_CONTENT_TYPES; restart all servers" in refused
    before = rows(path)
    assert len(before["kept_keptpage"]) == 3
    assert not (tmp_path / "export").exists()

    steps(site, "remove", **site.without)

    note.unlink()
    with closing(sqlite3.connect(path)) as database:
        assert not database.execute("SELECT * FROM sqlite_master WHERE name = 'kept_keptpage'").fetchall()
    visits, refused = steps(site, "visits", "refused_restoration", **site.without)
    assert set(visits) == {200}
    assert "Install its package, add it" in refused

    steps(site, "migrate", "restore", **site.variables)

    assert note.read_text() == "A note"
    for table, found in rows(path).items():
        assert found == before[table], table
    refused, _ = steps(site, "refused_restoration", "fixtree --noinput", **site.variables)
    assert "already" in refused
    assert rows(path) == before


def test_the_snapshot_survives_the_loss_of_its_file(tmp_path, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        site = site_with(tmp_path, dummies.keeping("kept"))
    path = tmp_path / "data" / "content_types.json"
    steps(site, "migrate", "make", **site.variables)
    before = path.read_bytes()
    path.unlink()

    (said,) = steps(site, "migrate", **site.without)

    assert "was missing. It is restored from the database" in said
    assert "not run: kept. Restart all servers." in said
    assert path.read_bytes() == before
    said, is_placeholder = steps(site, "migrate", "delete_placeholder", **site.without)
    assert "was missing" not in said
    assert is_placeholder
    assert len(rows(tmp_path / "data" / "db.sqlite3")["kept_keptpage"]) == 1
