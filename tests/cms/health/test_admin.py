"""Administrators read on one page whether everything works, and on the first page if something does not."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.urls import reverse

from cms.health import running
from cms.health.checks import Result
from tests.cms.health.checks import check_of

pytestmark = pytest.mark.django_db
SYSTEM, HOME = reverse("cms_health_system"), reverse("wagtailadmin_home")
FULL = Result.warning(
    "1 GB is free on the disk.", effect="Once it is full, nothing can be uploaded.", advice="Tell the operators."
)


@pytest.fixture
def administrator(client):
    user = User.objects.create_user("administrator")
    user.groups.add(Group.objects.get(name="Administrator"))
    client.force_login(user)
    return client


def set_checks(monkeypatch, *checks):
    monkeypatch.setattr(running, "all_checks", lambda: list(checks))


def read(client, url):
    return client.get(url).content.decode()


def test_the_page_says_what_is_wrong_what_it_means_and_what_to_do(administrator, monkeypatch, settings):
    settings.OPERATORS_CONTACT = "Example IT, 603-555-0100"
    set_checks(monkeypatch, check_of("mail", Result.well("No mail has failed.")), check_of("disk", FULL))

    html = read(administrator, SYSTEM)

    for words in (FULL.summary, FULL.effect, FULL.advice, "Example IT, 603-555-0100", "One part of the system"):
        assert words in html
    assert html.index("1 GB is free") < html.index("No mail has failed.")
    first_page = read(administrator, HOME)
    assert "The system needs attention" in first_page
    assert FULL.summary in first_page


def test_if_all_is_well_the_page_says_so_and_the_first_page_nothing(administrator, monkeypatch):
    set_checks(monkeypatch, check_of("mail", Result.well("No mail has failed.")))

    assert "Everything works. There is nothing to do." in read(administrator, SYSTEM)
    assert "The system needs attention" not in read(administrator, HOME)


def test_others_see_neither(client, monkeypatch):
    set_checks(monkeypatch, check_of("disk", FULL))
    editor = User.objects.create_user("editor")
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor)

    assert client.get(SYSTEM).status_code == 302
    first_page = read(client, HOME)
    assert "The system needs attention" not in first_page
    assert SYSTEM not in first_page


@pytest.mark.parametrize(
    ("result", "status"), [(FULL, 0), (Result.broken("The disk is full.", effect="No.", advice="Go."), 1)]
)
def test_the_command_prints_each_check_and_fails_if_one_is_broken(monkeypatch, capsys, result, status):
    set_checks(monkeypatch, check_of("disk", result))
    ended = 0
    try:
        call_command("health")
    except SystemExit as error:
        ended = error.code

    assert ended == status
    assert capsys.readouterr().out.startswith(f"disk: {result.state}. {result.summary}")
