"""The storage of static files in production combines the stylesheets of the site."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context, Template

from cms.delivery.static_files import StaticFilesStorage
from cms.pages import stylesheets


@pytest.fixture
def storage(tmp_path):
    """Return a storage with the stylesheets and their fonts. One of a plugin refers to a file beside it."""
    storage = StaticFilesStorage(location=tmp_path, base_url="/static/")
    fonts = re.findall(r"fonts/[\w-]+\.woff2", Path(find("cms/css/tokens.css")).read_text())
    for path in [*stylesheets.separate(), *(f"cms/{font}" for font in fonts)]:
        with open(find(path), "rb") as file:
            storage.save(path, file)
    (tmp_path / "gallery/frame.svg").write_text("<svg/>")
    with (tmp_path / "gallery/gallery.css").open("a") as file:
        file.write(".frame { background: url(frame.svg) }")
    return storage


def combined(storage):
    """Process the files as `collectstatic` does, and return the combined stylesheet."""
    files = [str(path.relative_to(storage.location)) for path in Path(storage.location).rglob("*") if path.is_file()]
    processed = list(storage.post_process({path: (storage, path) for path in files}))
    assert not [error for *_names, error in processed if isinstance(error, Exception)]
    with storage.open(storage.stored_name(storage.combined_stylesheet)) as file:
        return file.read().decode()


def test_rules_of_the_core_come_first_and_those_of_plugins_after_them(storage):
    css = combined(storage)

    assert css.index("@layer tokens, base") < css.index(".button {") < css.index(".card__pair {")


def test_the_files_that_a_stylesheet_refers_to_are_found(storage):
    css = combined(storage)

    urls = re.findall(r'url\("(.+?)"\)', css)
    assert any("frame." in url for url in urls)
    for url in urls:
        assert (Path(storage.location) / "cms/css" / url).resolve().is_file(), url


def test_collecting_again_changes_nothing(storage):
    assert combined(storage) == combined(storage)


def test_pages_link_the_combined_stylesheet_if_there_is_one(monkeypatch):
    links = Template("{% load cms_pages %}{% stylesheets %}")
    assert links.render(Context()).count("<link") == len(stylesheets.separate()) + 1

    monkeypatch.setattr(staticfiles_storage, "combined_stylesheet", "cms/css/site.css", raising=False)

    assert links.render(Context()).count("<link") == 2
    assert "cms/css/site.css" in links.render(Context())
