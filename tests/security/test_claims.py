"""Requirements of OWASP ASVS that no other test of the project states."""

import json
import re
import time
from pathlib import Path

import pytest
import time_machine
from allauth.mfa import app_settings
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings as site_settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.admin.rich_text import DraftailRichTextArea

from tests.cms.accounts.conftest import anna, code_of, give_totp, is_in_admin, log_in, make_user  # noqa: F401 - fixtures
from tests.cms.accounts.test_hardening import let_login_be_long_ago

ROOT = Path(site_settings.BASE_DIR)
PINNED = re.compile(r"[\w.\-\[\]]+==[\w.]+ .*--hash=sha256:", re.DOTALL)


def stored(text, *links):
    """Return the HTML that is stored for what an editor sends: `text`, whose first letters are `links`."""
    block = {"key": "a", "type": "unstyled", "text": text, "depth": 0, "inlineStyleRanges": [], "data": {}}
    block["entityRanges"] = [{"offset": n, "length": 1, "key": n} for n in range(len(links))]
    entities = {n: {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}} for n, url in enumerate(links)}
    sent = json.dumps({"blocks": [block], "entityMap": entities})
    return DraftailRichTextArea(features=["link", "bold"]).value_from_datadict({"body": sent}, {}, "body")


def test_rich_text_keeps_no_script():
    html = stored("<script>alert(1)</script><img src=x onerror=alert(1)>")

    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_links_to_scripts_and_data_are_left_out():
    html = stored("abc", "javascript:alert(1)", "data:text/html,<b>", "https://example.com/")

    assert re.findall(r'href="([^"]*)"', html) == ["https://example.com/"]


def test_each_requirement_is_pinned_with_hashes():
    for name in ("demo", "production", "test"):
        entries = re.split(r"\n(?=[a-z0-9])", (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8"))
        packages = [entry for entry in entries if not entry.startswith("#")]
        assert len(packages) > 40
        assert [entry for entry in packages if not PINNED.match(entry)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/.git/config", "/static/", "/static/../manage.py", "/static/%2e%2e/manage.py", "/private/", "/.env"]
)
def test_only_collected_files_are_served(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_trace_is_refused(client, home):
    for path in ("/", "/api/v2/pages/", "/robots.txt"):
        assert client.trace(path).status_code == 405


@pytest.mark.django_db
def test_recovery_codes_are_random_and_long_enough():
    users = [User.objects.create_user(name) for name in ("anna", "olga")]
    codes = [code for user in users for code in RecoveryCodes.activate(user).generate_codes()]

    assert len(set(codes)) == 20
    assert all(re.fullmatch("[0-9]{8}", code) for code in codes)


@pytest.mark.django_db
def test_the_code_of_an_app_changes_every_30_seconds(anna):  # noqa: F811
    secret = give_totp(anna)
    code = code_of(secret)
    assert app_settings.TOTP_PERIOD == 30

    with time_machine.travel(time.time() + 61):
        browser = Client()
        log_in(browser)
        browser.post(reverse("mfa_authenticate"), {"code": code})

        assert not is_in_admin(browser)


@pytest.mark.django_db
def test_a_second_factor_is_changed_after_the_password_only(anna, client):  # noqa: F811
    log_in(client)
    let_login_be_long_ago(client)

    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        response = client.get(reverse(name))
        assert reverse("account_reauthenticate") in response.headers["Location"], name


@pytest.mark.django_db
def test_each_page_of_the_admin_has_a_way_to_sign_out(anna, client):  # noqa: F811
    log_in(client)
    for path in ("/admin/", "/admin/account/"):
        assert reverse("account_logout") in client.get(path).content.decode()
