"""Production settings, tried on the real command line."""

import pytest

from tests.cms.settings.test_environment import start

pytestmark = pytest.mark.once

COMPLETE = {
    "SECRET_KEY": "x" * 60 + "abcdefghij",
    "ALLOWED_HOSTS": "example.com",
    "DATABASE_URL": "sqlite:///{tmp_path}/db.sqlite3",
    "BASE_URL": "https://example.com",
}


@pytest.fixture
def variables(tmp_path):
    return {name: value.format(tmp_path=tmp_path) for name, value in COMPLETE.items()}


def test_djangos_checks_for_deployment_find_nothing(tmp_path, variables):
    started = start(tmp_path, "production", "check", "--deploy", "--fail-level", "WARNING", **variables)

    assert started.returncode == 0, started.stderr
    assert "no issues" in started.stdout


OTHERS = [f"--ignore={name}" for name in ("admin", "django_tasks*", "rest_framework*", "wagtail*")]
"""Leave out the files of other packages, of which there are many."""


GET = """
from django.test import Client
headers = {{"host": "example.com", "accept-encoding": "br"}}
response = Client().get("/static/cms/css/{name}", secure=True, headers=headers)
print(response.headers["Cache-Control"], response.headers["Content-Encoding"])
"""


@pytest.mark.slow
def test_static_files_have_names_that_follow_their_content_so_browsers_keep_them(tmp_path, variables):
    collected = start(tmp_path, "production", "collectstatic", "--no-input", *OTHERS, **variables)

    assert collected.returncode == 0, collected.stderr
    [name] = [path.name for path in (tmp_path / "static/cms/css").glob("base.*.css")]
    answer = start(tmp_path, "production", "shell", "-v0", "-c", GET.format(name=name), **variables)
    assert "immutable" in answer.stdout, answer.stderr
    assert answer.stdout.split()[-1] == "br"


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
