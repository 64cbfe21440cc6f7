"""The login: one address opens the admin, and Wagtail's own addresses lead to it."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tests.cms.accounts.conftest import LOGIN, PASSWORD, is_in_admin, log_in, text_of

pytestmark = pytest.mark.django_db


def test_name_and_password_open_the_admin_of_an_account_that_sees_no_patients(client, anna, second_factor):
    response = client.get("/admin/")
    assert response.url == f"{LOGIN}?next=/admin/"

    response = log_in(client)

    assert response.url == "/admin/"
    assert is_in_admin(client)


def test_the_login_leads_on_to_the_page_that_was_asked_for_and_to_no_other_site(client, anna):
    response = client.post(f"{LOGIN}?next=/admin/account/", {"login": "anna", "password": PASSWORD})
    assert response.url == "/admin/account/"
    for address in ("https://evil.example/", "//evil.example/", "http://[", "javascript:alert(1)"):
        client.post(reverse("account_logout"))
        response = client.post(f"{LOGIN}?next={address}", {"login": "anna", "password": PASSWORD})
        assert response.url == "/admin/"


def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(client, anna):
    wrong, unknown = log_in(client, password="wrong"), log_in(client, "nobody")
    sentence = "The username and/or password you specified are not correct."
    assert sentence in text_of(wrong)
    assert sentence in text_of(unknown)


def test_a_deactivated_account_is_not_let_in(client, anna):
    User.objects.update(is_active=False)
    log_in(client)
    assert not is_in_admin(client)


@pytest.mark.parametrize("name", ["wagtailadmin_login", "wagtailcore_login"])
def test_the_login_addresses_of_wagtail_show_our_login(client, anna, name):
    response = client.get(reverse(name))
    assert response.templates[0].name == "account/login.html"
    response = client.post(reverse(name), {"username": "anna", "password": PASSWORD})
    assert response.status_code == 200
    assert not is_in_admin(client)


def test_the_password_reset_of_wagtail_is_ours_and_opens_nothing(client, anna):
    response = client.get(reverse("wagtailadmin_password_reset"))
    assert response.templates[0].name == "account/password_reset.html"
    token = default_token_generator.make_token(anna)
    key = urlsafe_base64_encode(force_bytes(anna.pk))
    for address in (
        reverse("wagtailadmin_password_reset_confirm", args=[key, token]),
        reverse("wagtailadmin_password_reset_confirm", args=[key, "set-password"]),
        reverse("wagtailadmin_password_reset_done"),
        reverse("wagtailadmin_password_reset_complete"),
    ):
        new = {"new_password1": "walnut harbor violin fog", "new_password2": "walnut harbor violin fog"}
        for response in (client.get(address), client.post(address, new)):
            assert response.url == reverse("account_reset_password")
    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)
    assert not is_in_admin(client)


def test_the_account_page_has_no_password_form_of_wagtail(client, anna):
    log_in(client)
    new = {"password-old_password": PASSWORD}
    new |= {f"password-new_password{number}": "walnut harbor violin fog" for number in (1, 2)}
    client.post(reverse("wagtailadmin_account"), new)
    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)


def test_an_account_without_a_password_is_led_to_a_link_by_mail(client, anna):
    anna.set_unusable_password()
    anna.save()
    client.force_login(anna)

    response = client.get(reverse("account_change_password"), follow=True)

    assert response.redirect_chain[-1][0] == reverse("account_reset_password")
    assert response.status_code == 200


def test_no_account_can_be_made_from_outside(client, db):
    assert client.get("/admin/signup/").status_code == 302  # to the login, as all unknown addresses of the admin
    assert not User.objects.exists()


def test_a_forgotten_password_is_replaced_by_a_link_in_a_mail(client, anna):
    client.post(reverse("account_reset_password"), {"email": "anna@example.com"})
    (message,) = mail.outbox
    assert message.to == ["anna@example.com"]
    (address,) = [word for word in message.body.split() if "/password_reset/key/" in word]
    form = client.get(address.removeprefix("http://testserver"), follow=True)
    new = "walnut harbor violin fog"

    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})

    assert not is_in_admin(client)
    log_in(client, password=new)
    assert is_in_admin(client)


def test_the_mail_goes_to_the_present_address_of_an_active_account_in_any_case(client, anna):
    def ask(address):
        mail.outbox.clear()
        client.post(reverse("account_reset_password"), {"email": address})
        return len(mail.outbox)

    assert ask("Anna@Example.com") == 1
    anna.email = "new@example.com"
    anna.save()
    assert ask("anna@example.com") == 0  # a former address
    assert ask("new@example.com") == 1
    anna.is_active = False
    anna.save()
    assert ask("new@example.com") == 0


def test_a_letter_of_another_alphabet_sends_no_link_to_a_stranger(client, anna):
    anna.email = "kim@example.com"
    anna.save()
    for address in ("\N{KELVIN SIGN}im@example.com", "k\N{LATIN SMALL LETTER DOTLESS I}m@example.com"):
        client.post(reverse("account_reset_password"), {"email": address})
    assert {to for message in mail.outbox for to in message.to} <= {"kim@example.com"}


def test_an_unknown_address_gets_the_same_page_as_a_known_one(client, anna):
    known = client.post(reverse("account_reset_password"), {"email": "anna@example.com"})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.com"})
    assert known.url == unknown.url


def test_a_mail_server_that_is_away_does_not_break_the_password_reset(client, anna, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    response = client.post(reverse("account_reset_password"), {"email": "anna@example.com"})
    assert response.url == reverse("account_reset_password_done")


def test_a_development_copy_says_that_it_asks_for_no_second_factor(client, admin_client, settings):
    sentence = "asks nobody for a second factor"
    assert sentence in text_of(client.get(LOGIN))
    assert sentence in text_of(admin_client.get("/admin/"))
    settings.SECOND_FACTOR = True
    assert sentence not in text_of(client.get(LOGIN))


def test_pages_of_the_login_have_no_inline_script_or_style(client, admin_client):
    for visitor, name in (
        (client, "account_login"),
        (client, "account_reset_password"),
        (admin_client, "mfa_index"),
        (admin_client, "mfa_activate_totp"),
        (admin_client, "mfa_add_webauthn"),
        (admin_client, "account_change_password"),
        (admin_client, "account_reauthenticate"),
    ):
        html = visitor.get(reverse(name)).content.decode()
        assert "wagtailadmin/css/core.css" in html
        assert "<style" not in html
        assert " style=" not in html
        assert " onclick=" not in html
        for script in html.split("<script")[1:]:
            opening = script.partition(">")[0]
            assert "src=" in opening or "application/json" in opening, opening


def test_readers_get_no_cookie_and_their_session_is_not_read(client, home, django_assert_num_queries):
    response = client.get("/")
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
