"""The address of the default site and BASE_URL are the same, or a check says so."""

import pytest
from django.core.checks import run_checks
from wagtail.models import Site

from cms.testing.databases import copy_migrated_database
from tests.cms.settings.test_environment import start


def warnings():
    return [found for found in run_checks(tags=["database"], databases=["default"]) if found.id == "cms_pages.W001"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("base_url", "hostname", "port", "equal"),
    [
        ("https://www.example.com", "www.example.com", 443, True),
        ("https://www.example.com:443", "www.example.com", 443, True),
        ("https://WWW.example.com", "www.example.com", 443, True),
        ("http://localhost:8000", "localhost", 8000, True),
        ("http://localhost", "localhost", 80, True),
        ("https://www.example.com", "www.example.com", 80, False),
        ("https://www.example.com", "example.com", 443, False),
        ("https://www.example.com:8443", "www.example.com", 443, False),
        ("https://www.example.com/practice", "www.example.com", 443, False),
    ],
)
def test_it_is_said_when_the_two_addresses_disagree(base_url, hostname, port, equal, settings):
    settings.BASE_URL = base_url
    Site.objects.update(hostname=hostname, port=port)

    found = warnings()

    assert not found if equal else len(found) == 1
    for warning in found:
        assert base_url in warning.msg
        assert Site.objects.get().root_url in warning.msg
        assert "under Settings, Sites" in warning.hint


@pytest.mark.django_db
def test_other_sites_than_the_default_one_may_have_any_address(settings):
    settings.BASE_URL = "https://www.example.com"
    Site.objects.update(hostname="other.example", is_default_site=False)

    assert warnings() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hosts", "equal"),
    [
        (["www.example.com", "other.example"], True),
        ([".example.com", "OTHER.example"], True),
        (["*"], True),
        (["www.example.com"], False),
    ],
)
def test_it_is_said_when_a_site_does_not_answer_to_its_host(hosts, equal, settings):
    settings.ALLOWED_HOSTS = [host.lower() for host in hosts]
    root = Site.objects.update(hostname="www.example.com") and Site.objects.get().root_page
    Site.objects.create(hostname="other.example", root_page=root.add_child(title="Other", slug="other"))

    found = [one for one in run_checks(tags=["database"], databases=["default"]) if one.id == "cms_pages.W004"]

    assert ["other.example" in one.msg for one in found] == ([] if equal else [True])


@pytest.mark.parametrize(
    ("values", "ids"),
    [
        ({}, []),
        ({"WAGTAILADMIN_BASE_URL": "https://admin.example.com"}, ["cms_pages.W002"]),
        ({"WAGTAILAPI_BASE_URL": "https://www.example.com:443"}, []),
        ({"ALLOWED_HOSTS": ["example.com"]}, ["cms_pages.W003"]),
    ],
)
def test_it_is_said_when_settings_disagree_about_the_host(values, ids, settings):
    same = dict.fromkeys(("BASE_URL", "WAGTAILADMIN_BASE_URL", "WAGTAILAPI_BASE_URL"), "https://www.example.com")
    for name, value in (same | {"ALLOWED_HOSTS": ["www.example.com"]} | values).items():
        setattr(settings, name, value)

    assert [found.id for found in run_checks() if found.id.startswith("cms_pages.W00")] == ids


@pytest.mark.once
@pytest.mark.slow
def test_migrate_warns_where_there_is_a_site_and_a_check_without_a_database_does_not(tmp_path, templates):
    address = {"BASE_URL": "https://www.example.com"}
    copy_migrated_database(templates, tmp_path / "db.sqlite3")

    checked = start(tmp_path, "dev", "check", **address)
    migrated = start(tmp_path, "dev", "migrate", **address)
    asked = start(tmp_path, "dev", "check", "--database", "default", **address)

    assert [run.returncode for run in (checked, migrated, asked)] == [0, 0, 0], migrated.stderr
    assert ["cms_pages.W001" in run.stderr for run in (checked, migrated, asked)] == [False, True, True]
