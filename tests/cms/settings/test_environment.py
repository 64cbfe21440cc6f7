"""A wrong environment stops the start with one sentence that names the variable. Tried on the real command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cms.settings.environment import validate_tested_wagtail

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[3]


def start(tmp_path, module, *command, **variables):
    """Run `manage.py` with these settings and no variables but these. Without a command, it checks."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    environment = kept | {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": f"cms.settings.{module}"} | variables
    return subprocess.run(
        [sys.executable, "manage.py", *(command or ["check"])],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("module", "variables", "named"),
    [
        ("dev", {"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ("dev", {"CACHE_URL": "nonsense://"}, "CACHE_URL"),
        ("dev", {"EMAIL_URL": "nonsense://"}, "EMAIL_URL"),
        ("dev", {"BASE_URL": "www.example.com"}, "BASE_URL"),
        ("dev", {"TIME_ZONE": "Mars/Olympus"}, "TIME_ZONE"),
        ("dev", {"API_MAX_AGE": "-1"}, "API_MAX_AGE"),
        ("dev", {"API_ANONYMOUS_RATE": "many"}, "API_ANONYMOUS_RATE"),
        ("dev", {"TRUSTED_PROXIES": "yes"}, "TRUSTED_PROXIES"),
        ("dev", {"API_CORS_ORIGINS": "app.example.com"}, "API_CORS_ORIGINS"),
        ("dev", {"API_CORS_ORIGINS": "https://app.example.com/path"}, "API_CORS_ORIGINS"),
        ("dev", {"API_CORS_ORIGINS": "https://app.example.com,*"}, "API_CORS_ORIGINS"),
        ("dev", {"FORM_SUBMISSION_RATES": "5/minute,often"}, "FORM_SUBMISSION_RATES"),
        ("dev", {"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES"),
        ("dev", {"FRONTEND_URL": "www.example.com"}, "FRONTEND_URL"),
        ("dev", {"FRONTEND_URLS": "one.example=nonsense"}, "FRONTEND_URLS"),
        ("dev", {"FRONTEND_URLS": "nonsense"}, "FRONTEND_URLS"),
        ("dev", {"FRONTEND_PREVIEW_PATH": "preview?"}, "FRONTEND_PREVIEW_PATH"),
        ("dev", {"PREVIEW_MINUTES": "0"}, "PREVIEW_MINUTES"),
        ("production", {}, "SECRET_KEY"),
        ("production", {"SECRET_KEY": ""}, "SECRET_KEY"),
        ("production", {"SECRET_KEY": "x"}, "ALLOWED_HOSTS"),
        ("production", {"SECRET_KEY": "x", "ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ("production", {"SECRET_KEY": "x", "ALLOWED_HOSTS": "example.com"}, "DATABASE_URL"),
        (
            "production",
            {"SECRET_KEY": "x", "ALLOWED_HOSTS": "example.com", "DATABASE_URL": "sqlite://:memory:"},
            "BASE_URL",
        ),
        (
            "production",
            {
                "SECRET_KEY": "x",
                "ALLOWED_HOSTS": "example.com",
                "DATABASE_URL": "sqlite:///x.sqlite3",
                "BASE_URL": "https://example.com",
                "HSTS_SECONDS": "long",
            },
            "HSTS_SECONDS",
        ),
    ],
)
def test_a_wrong_or_missing_variable_is_named_in_one_sentence(tmp_path, module, variables, named):
    started = start(tmp_path, module, **variables)

    assert started.returncode == 1
    assert named in started.stderr
    assert "Traceback" not in started.stderr
    assert len(started.stderr.strip().splitlines()) == 1


@pytest.mark.slow
def test_development_needs_no_variable_and_makes_its_own_secret(tmp_path):
    first, second = start(tmp_path, "dev"), start(tmp_path, "dev")

    assert first.returncode == second.returncode == 0
    assert len((tmp_path / "secret_key").read_text()) > 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("version", "wanted"), [((8, 0, 7), True), ((8, 1, 0), False)])
def test_patch_releases_and_a_site_without_api_v3_start(version, wanted, monkeypatch):
    monkeypatch.setattr("wagtail.VERSION", (*version, "final", 1))

    validate_tested_wagtail(wanted)


def test_api_v3_with_an_untested_wagtail_stops_the_start_in_one_sentence(tmp_path):
    program = (
        "import wagtail, manage; wagtail.VERSION = (9, 0, 0, 'final', 1); wagtail.__version__ = '9.0'; manage.main()"
    )
    environment = {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cms.settings.dev", "API_V3": "true"}
    started = subprocess.run(
        [sys.executable, "-c", program, "check"],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode == 1
    assert started.stderr.startswith("Cannot start: ")
    assert "API_V3" in started.stderr
    assert "tested with Wagtail 8.0 and not with the installed 9.0" in started.stderr
    assert len(started.stderr.strip().splitlines()) == 1
