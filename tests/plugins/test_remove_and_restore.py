"""A content type is removed, and restored from its export."""

import sqlite3
from contextlib import closing

import pytest

from tests.plugins import dummies
from tests.plugins.copied import site_with

pytestmark = [pytest.mark.once, pytest.mark.slow]

MAKE = """
import django
django.setup()
import json
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction
from dummy_kept.models import KeptPage
from tests.plugins.visit import make_site

make_site()
home = Page.objects.get(slug="practice")
editor = get_user_model().objects.create_user("editor")
body = json.dumps([{"type": "kept_block", "value": "x"}])
note = ContentFile(b"A note", "note.txt")
page = KeptPage(title="Kept", slug="kept", facts={"a": ["b", 1]}, body=body, note=note)
home.add_child(instance=page)
page.tags.add("green", "blue")
page.save()
page.save_revision(user=editor).publish()
page.title = "Kept, changed"
page.save_revision(user=editor)
page.add_child(instance=KeptPage(title="Below", slug="below", live=False, about=home))
Redirect.objects.create(old_path="/old", redirect_page=page)
PageViewRestriction.objects.create(page=page, restriction_type="login")
home.add_child(instance=KeptPage(title="Second", slug="second"))
"""


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


def test_an_export_is_read_back_as_it_was(tmp_path, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        site = site_with(tmp_path, dummies.keeping("kept"))
    path = tmp_path / "data" / "db.sqlite3"
    enabled, without = site.variables, site.without
    export = tmp_path / "export"
    remove = ["remove_content_type", "kept", "--export", export, "--count", "5"]
    site.manage("migrate", **enabled)
    site.run("-c", MAKE, **enabled)
    before = rows(path)
    assert len(before["kept_keptpage"]) == 3

    said = site.manage(*remove, expected=1, **enabled)
    assert "take the name out of CMS_CONTENT_TYPES; restart all servers" in said
    assert "kept_keptpage" in rows(path)
    assert not export.exists()

    site.manage(*remove, **without)
    (tmp_path / "data" / "private" / "note.txt").unlink()
    with closing(sqlite3.connect(path)) as database:
        assert not database.execute("SELECT * FROM sqlite_master WHERE name = 'kept_keptpage'").fetchall()
    assert {status for status, _ in site.visit("/", "/admin/login/", "/api/v2/pages/", **without).values()} == {200}
    assert "Install its package, add it" in site.manage("restore_content_type", "kept", export, expected=1, **without)

    site.manage("migrate", **enabled)
    site.manage("restore_content_type", "kept", export, **enabled)

    assert (tmp_path / "data" / "private" / "note.txt").read_text() == "A note"
    for table, found in rows(path).items():
        assert found == before[table], table
    assert "already" in site.manage("restore_content_type", "kept", export, expected=1, **enabled)
    assert rows(path) == before
    site.manage("fixtree", "--noinput", **enabled)
    assert rows(path) == before


LOOK = """
import django
django.setup()
from wagtail.models import Page
from cms.plugins.placeholders.models import Placeholder

page = Page.objects.get(slug="kept")
print(isinstance(page.specific, Placeholder))
page.delete()
"""


def test_the_snapshot_survives_the_loss_of_its_file(tmp_path, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        site = site_with(tmp_path, dummies.keeping("kept"))
    path = tmp_path / "data" / "content_types.json"
    site.manage("migrate", **site.variables)
    site.run("-c", MAKE, **site.variables)
    before = path.read_bytes()
    path.unlink()

    said = site.manage("migrate", **site.without)

    assert "was missing. It is restored from the database" in said
    assert "not run: kept. Restart all servers." in said
    assert path.read_bytes() == before
    assert "was missing" not in site.manage("migrate", **site.without)
    assert site.run("-c", LOOK, **site.without).splitlines()[-1] == "True"
    assert len(rows(tmp_path / "data" / "db.sqlite3")["kept_keptpage"]) == 1
