"""Production settings, tried on the real command line."""

import pytest

from cms.testing.databases import copy_migrated_database
from tests.cms.settings.test_environment import start

pytestmark = pytest.mark.once

COMPLETE = {
    "SECRET_KEY": "x" * 60 + "abcdefghij",
    "ALLOWED_HOSTS": "example.com",
    "DATABASE_URL": "sqlite:///{tmp_path}/db.sqlite3",
    "BASE_URL": "https://example.com",
}


def variables_in(folder):
    return {name: value.format(tmp_path=folder) for name, value in COMPLETE.items()}


@pytest.fixture
def variables(tmp_path):
    return variables_in(tmp_path)


def test_djangos_checks_for_deployment_find_nothing(tmp_path, variables):
    started = start(tmp_path, "production", "check", "--deploy", "--fail-level", "WARNING", **variables)

    assert started.returncode == 0, started.stderr
    assert "no issues" in started.stdout


OTHERS = [f"--ignore={name}" for name in ("admin", "django_tasks*", "rest_framework*", "wagtail*")]
"""Leave out the files of other packages, of which there are many."""


HIDDEN = ["/static/", "/static/../db.sqlite3", "/static/%2e%2e/db.sqlite3", "/.git/config", "/private/", "/.env"]
GET = f"""
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
headers = {{"host": "example.com", "accept-encoding": "br"}}
response = Client().get(staticfiles_storage.url("cms/css/base.css"), secure=True, headers=headers)
print(response.status_code, response.headers["Cache-Control"], response.headers["Content-Encoding"])
print(*(Client().get(path, secure=True, headers=headers).status_code for path in {HIDDEN}))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory, templates):
    """Return what a site with collected files says of a stylesheet, and the statuses of `HIDDEN`."""
    folder = tmp_path_factory.mktemp("production")
    copy_migrated_database(templates, folder / "db.sqlite3")
    collected = start(folder, "production", "collectstatic", "--no-input", *OTHERS, **variables_in(folder))
    assert collected.returncode == 0, collected.stderr
    asked = start(folder, "production", "shell", "-v0", "-c", GET, **variables_in(folder))
    assert asked.returncode == 0, asked.stderr
    return asked.stdout.splitlines()


@pytest.mark.slow
def test_static_files_have_names_that_follow_their_content_so_browsers_keep_them(answers):
    assert answers[0].startswith("200 ")
    assert "immutable" in answers[0]
    assert answers[0].endswith(" br")


@pytest.mark.slow
def test_only_collected_files_are_served(answers):
    assert answers[1].split() == ["404"] * len(HIDDEN)


PRINT = "from django.conf import settings; print(settings.SECURE_PROXY_SSL_HEADER, settings.SECURE_HSTS_SECONDS)"


@pytest.mark.slow
def test_a_proxy_is_trusted_and_browsers_insist_on_https_for_a_year_unless_told_otherwise(tmp_path, variables):
    default = start(tmp_path, "production", "shell", "-v0", "-c", PRINT, **variables)
    other = start(
        tmp_path, "production", "shell", "-v0", "-c", PRINT, **variables, TRUSTED_PROXIES="0", HSTS_SECONDS="3600"
    )

    assert default.stdout.split() == ["('HTTP_X_FORWARDED_PROTO',", "'https')", "31536000"], default.stderr
    assert other.stdout.split() == ["None", "3600"], other.stderr


PRINT_COOKIES = """
from django.conf import settings
from cms.accounts.devices import cookie_name
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, cookie_name(), settings.CSRF_COOKIE_HTTPONLY,
      settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS)
"""


@pytest.mark.slow
def test_names_of_cookies_keep_other_hosts_from_setting_them(tmp_path, variables):
    started = start(tmp_path, "production", "shell", "-v0", "-c", PRINT_COOKIES, **variables, HSTS_SUBDOMAINS="true")

    assert started.stdout.split() == [
        *("__Host-sessionid", "__Host-csrftoken", "__Secure-devices"),
        *("True", "True", "Lax", "True"),
    ], started.stderr


def test_options_in_the_address_of_the_database_are_added_to_those_that_it_always_has(tmp_path, variables):
    variables["DATABASE_URL"] = "postgres://bay@127.0.0.1/bay?sslmode=require"
    command = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'])"

    started = start(tmp_path, "production", "shell", "--no-imports", "--command", command, **variables)

    assert "'sslmode': 'require'" in started.stdout, started.stderr
    assert "jit=off" in started.stdout
