"""`manage.py setup` makes a new installation ready, and a second run changes nothing."""

import os
import re
import time
from io import StringIO

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from cms.operations.first_start import answers
from cms.settings import environment_file
from cms.sites.models import Practice

SETTINGS = {
    "BASE_URL": "https://www.example.com",
    "DATABASE_URL": "postgres://host/name",
    "EMAIL_URL": "smtp://mail.example.com",
}
KEPT = ("PATH", "HOME", "DJANGO_ALLOW_ASYNC_UNSAFE")
FIRST_ANSWERS = {
    "SETUP_PRACTICE": "The Practice",
    "SETUP_ADMINISTRATOR": "admin",
    "SETUP_EMAIL": "admin@example.com",
}


@pytest.fixture
def environment(monkeypatch, tmp_path):
    """Give an environment with nothing but the name of an environment file. Yield it."""
    kept = {name: value for name, value in os.environ.items() if name in KEPT}
    environment = kept | {environment_file.VARIABLE: str(tmp_path / "environment")}
    monkeypatch.setattr(os, "environ", environment)
    monkeypatch.setattr(answers, "new_settings", {})
    monkeypatch.setattr("cms.operations.management.commands.setup.new_settings", answers.new_settings)
    return environment


@pytest.fixture
def installation(environment, settings, tmp_path, db):
    """Give a new database and all answers. Return a function that runs `setup` and returns what it says."""
    settings.DEBUG = False
    settings.BASE_URL = "https://www.example.com"
    settings.MEDIA_ROOT = tmp_path / "private"
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").touch()  # collected already: it takes seconds
    environment |= SETTINGS | FIRST_ANSWERS

    def run():
        output = StringIO()
        answers.new_settings.clear()
        answers.answer_settings_questions()
        call_command("setup", no_input=True, stdout=output)
        return output.getvalue()

    return run


def test_missing_answers_are_listed_where_nobody_can_be_asked(environment, tmp_path):
    environment["BASE_URL"] = "https://www.example.com"

    with pytest.raises(ImproperlyConfigured, match=r"\n  EMAIL_URL: .*\nNothing was changed") as raised:
        answers.answer_settings_questions()

    assert "BASE_URL:" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_without_an_environment_file_the_settings_have_to_be_there(environment):
    del environment[environment_file.VARIABLE]

    with pytest.raises(ImproperlyConfigured) as raised:
        answers.answer_settings_questions()

    assert set(re.findall(r"^  (\w+):", str(raised.value), re.MULTILINE)) == {
        *("SECRET_KEY", "BASE_URL", "ALLOWED_HOSTS", "DATABASE_URL")
    }


def test_a_person_is_asked_until_there_is_an_answer_and_enter_accepts_the_default(environment, monkeypatch):
    typed = iter(["", "https://www.example.com", "", "", "", "smtp://mail.example.com", "", ""])
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)

    answers.answer_settings_questions()

    assert environment["ALLOWED_HOSTS"] == "www.example.com"
    assert environment["DEFAULT_FROM_EMAIL"] == "website@www.example.com"
    assert environment["CACHE_URL"] == "redis://127.0.0.1:6379/0"
    assert len(environment["SECRET_KEY"]) > 50


def test_a_new_installation_has_its_settings_a_site_the_practice_and_an_administrator(installation, client, tmp_path):
    said = installation()

    kept = environment_file.read(tmp_path / "environment")
    assert SETTINGS.items() <= kept.items()
    assert (kept["DJANGO_SETTINGS_MODULE"], kept["ALLOWED_HOSTS"]) == ("cms.settings.production", "www.example.com")
    assert not kept.keys() & FIRST_ANSWERS.keys()
    site = Site.objects.get()
    assert (site.hostname, site.port, Practice.for_site(site).name) == ("www.example.com", 443, "The Practice")
    assert [page.slug for page in Page.objects.filter(depth=2)] == ["home"]
    answer = client.get("/", secure=True, headers={"host": "www.example.com"})
    assert answer.status_code == 200
    assert "The Practice" in answer.content.decode()
    user = get_user_model().objects.get()
    assert (user.username, user.email, user.is_superuser) == ("admin", "admin@example.com", True)
    assert [message.to for message in mail.outbox] == [["admin@example.com"]]
    assert "Choose a password for “admin”" in said


def test_the_link_lets_the_administrator_choose_a_password_and_asks_for_a_second_factor(
    installation, client, settings
):
    settings.SECOND_FACTOR = True
    path = re.search(r"https://www\.example\.com(/admin/password_reset/key/\S+)", installation())[1]
    password = "swivel mantis gravel opera"

    form = client.get(path, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": password, "password2": password})
    client.post("/admin/login/", {"login": "admin", "password": password})

    assert client.get("/admin/").headers["Location"] == "/admin/second-factor/"
    assert Client().get(path).context["token_fail"]


def test_the_link_ends_after_three_days(installation, client):
    path = re.search(r"https://www\.example\.com(/admin/password_reset/key/\S+)", installation())[1]

    with time_machine.travel(time.time() + 3 * 86400 + 60):
        assert client.get(path).context["token_fail"]


def test_a_second_run_changes_nothing(installation, tmp_path):
    installation()
    before = (tmp_path / "environment").read_text()
    mail.outbox.clear()

    with CaptureQueriesContext(connection) as queries:
        said = installation()

    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert "Nothing was changed." in said
    assert written == []
    assert (tmp_path / "environment").read_text() == before
    assert mail.outbox == []


def test_what_staff_have_made_stays(installation, home):
    home.title = "Made by staff"
    home.save()

    installation()

    assert Site.objects.get().root_page.title == "Made by staff"
    assert Page.objects.filter(depth=2).count() == 2  # with Wagtail's welcome page


def put_data_below_a_file(settings, environment):
    settings.MEDIA_ROOT.write_text("")
    settings.MEDIA_ROOT /= "private"


def break_cache(settings, environment):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


def misspell_administrator(settings, environment):
    environment["SETUP_ADMINISTRATOR"] = "not a name!"


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (put_data_below_a_file, "DATA_DIR"),
        (break_cache, "CACHE_URL"),
        (misspell_administrator, "first administrator"),
    ],
)
def test_what_does_not_work_is_named_and_nothing_is_made(spoil, named, installation, settings, environment, tmp_path):
    spoil(settings, environment)

    with pytest.raises(CommandError, match=named):
        installation()

    assert not (tmp_path / "environment").exists()
    assert not get_user_model().objects.exists()


def test_a_mail_server_that_cannot_be_reached_is_left_to_do(installation, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert "- The mail server refuses us or cannot be reached (EMAIL_URL)" in installation()
    assert get_user_model().objects.exists()


def test_development_settings_are_refused(settings):
    settings.DEBUG = True

    with pytest.raises(CommandError, match="setup is for production"):
        call_command("setup", no_input=True)
