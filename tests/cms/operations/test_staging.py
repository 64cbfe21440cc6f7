"""A staging copy is not found by search engines, sends no mail, and says what it is."""

import runpy

import pytest

from cms.settings import base
from tests.home.factories import StandardPageFactory

SENTENCE = "This is a staging copy."


@pytest.mark.django_db
@pytest.mark.parametrize("is_staging", [True, False])
def test_search_engines_leave_out_a_staging_copy(is_staging, settings, client, home):
    settings.STAGING = is_staging
    page = StandardPageFactory(parent=home, slug="roots")

    for address in (page.url, page.url, "/api/v2/pages/", "/missing/", "/robots.txt"):
        answer = client.get(address)
        assert answer.headers.get("X-Robots-Tag") == ("noindex, nofollow" if is_staging else None), address


@pytest.mark.parametrize("is_staging", [True, False])
def test_staff_read_on_each_page_that_this_is_a_staging_copy(is_staging, settings, admin_client, home):
    settings.STAGING = is_staging

    for address in ("/admin/", f"/admin/pages/{home.pk}/edit/"):
        assert (SENTENCE in admin_client.get(address).content.decode()) == is_staging


@pytest.mark.once
def test_mails_of_a_staging_copy_are_held_back_in_a_folder(monkeypatch, tmp_path):
    for name, value in {"STAGING": "true", "EMAIL_URL": "smtp://127.0.0.1", "DATA_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)

    settings = runpy.run_path(base.__file__)

    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
    assert settings["EMAIL_FILE_PATH"] == tmp_path / "held_mails"
