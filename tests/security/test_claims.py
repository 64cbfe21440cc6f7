"""Requirements of OWASP ASVS that no other test of the project states."""

import json
import re
import time
from pathlib import Path

import pytest
import time_machine
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings as site_settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.admin.rich_text import DraftailRichTextArea

from cms.testing.factories import ConsentFactory
from tests.cms.accounts.conftest import (  # noqa: F401 - fixtures
    PASSWORD,
    anna,
    code_of,
    give_totp,
    is_in_admin,
    log_in,
    log_in_with_code,
    make_user,
)
from tests.cms.accounts.test_hardening import let_login_be_long_ago
from tests.home.factories import StandardPageFactory

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
def test_a_second_factor_is_changed_after_a_confirmation_only(anna, client):  # noqa: F811
    log_in(client)
    let_login_be_long_ago(client)
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        response = client.get(reverse(name))
        assert reverse("account_reauthenticate") in response.headers["Location"], name

    client.logout()
    log_in_with_code(client, anna, give_totp(anna))
    let_login_be_long_ago(client)
    for name in ("mfa_add_webauthn", "mfa_deactivate_totp", "mfa_generate_recovery_codes"):
        response = client.post(reverse(name))
        assert reverse("account_reauthenticate") in response.headers["Location"], name
    assert Authenticator.objects.filter(user=anna, type=Authenticator.Type.TOTP).exists()


@pytest.mark.django_db
def test_each_page_of_the_admin_has_a_way_to_sign_out(anna, client):  # noqa: F811
    log_in(client)
    for path in ("/admin/", "/admin/account/"):
        assert reverse("account_logout") in client.get(path).content.decode()


@pytest.mark.django_db
def test_a_password_is_compared_as_it_was_typed(make_user):  # noqa: F811
    password = f" {'Walnut harbor violin fog ' * 4}"
    user = make_user("olga")
    user.set_password(password)
    user.save()

    for wrong in (password.strip(), password.lower(), f"{password[:80]}x{password[81:]}", password[:72]):
        browser = Client()
        log_in(browser, "olga", wrong)
        assert not is_in_admin(browser)
    browser = Client()
    log_in(browser, "olga", password)
    assert is_in_admin(browser)


@pytest.mark.django_db
def test_a_password_is_changed_with_the_present_one_only(anna, client):  # noqa: F811
    log_in(client)
    new = {"password1": "walnut harbor violin fog", "password2": "walnut harbor violin fog"}
    for present in ({}, {"oldpassword": "another"}):
        client.post(reverse("account_change_password"), new | present)
        anna.refresh_from_db()
        assert anna.check_password(PASSWORD)

    client.post(reverse("account_change_password"), new | {"oldpassword": PASSWORD})
    anna.refresh_from_db()
    assert anna.check_password(new["password1"])


@pytest.mark.django_db
def test_a_password_does_not_end_by_itself(anna, client):  # noqa: F811
    with time_machine.travel(time.time() + 10 * 365 * 86400):
        log_in(client)
        assert is_in_admin(client)


@pytest.mark.django_db
def test_a_form_of_another_site_neither_logs_in_nor_changes_anything(anna):  # noqa: F811
    browser = Client(enforce_csrf_checks=True)
    assert log_in(browser).status_code == 403

    browser.force_login(anna)
    for name in ("account_logout", "wagtailadmin_account", "mfa_deactivate_totp"):
        assert browser.post(reverse(name)).status_code == 403, name
    assert is_in_admin(browser)


@pytest.mark.django_db
def test_sentences_of_the_admin_are_in_no_cookie(admin_client):
    consent = ConsentFactory(code="PH-77")
    address = reverse(type(consent).snippet_viewset.get_url_name("withdraw"), args=[consent.pk])

    response = admin_client.post(address, {"reason": "The patient asked for it."})

    assert set(response.cookies) <= {"sessionid", "csrftoken"}
    assert "PH-77" in admin_client.get(response.url).content.decode()


@pytest.mark.django_db
def test_no_cache_keeps_a_page_of_the_admin(admin_client):
    for path in ("/admin/", "/admin/pages/", "/admin/account/"):
        assert "no-store" in admin_client.get(path).headers["Cache-Control"]


@pytest.mark.django_db
def test_a_parameter_given_twice_counts_once(client, home):
    for _ in range(3):
        StandardPageFactory(parent=home)
    assert client.get("/api/v2/pages/?limit=5&limit=1").json() == client.get("/api/v2/pages/?limit=1").json()


def test_our_scripts_write_no_html_and_read_no_prototypes():
    dangerous = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|__proto__|\beval\(")
    apps = ("cms", "home", "articles", "gallery", "testimonials")
    scripts = [path for app in apps for path in (ROOT / app).rglob("static/**/*.js")]

    assert len(scripts) > 10
    assert [path.name for path in scripts if dangerous.search(path.read_text())] == []
