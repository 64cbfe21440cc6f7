"""Tokens: who makes them, what they allow, and that nothing wrong passes for anonymous."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from cms.api.tokens.models import FORMAT, LAST_USED_RESOLUTION, LIFETIME, ApiToken, Scope, State
from cms.testing.factories import DocumentFactory
from tests.cms.api.factories import ApiTokenFactory, UserFactory, bearer

pytestmark = pytest.mark.django_db
PAGES = "/api/v2/pages/"
NEW = "/admin/api-tokens/new/"
LIST = "/admin/api-tokens/"


def whole_database():
    out = StringIO()
    call_command("dumpdata", stdout=out)
    return out.getvalue()


def form(**kwargs):
    return {"name": "Waiting room screen", "scopes": ["read_public"], "expires_at": "2099-01-01 00:00"} | kwargs


def make_in_admin(admin_client, **kwargs):
    """Make a token as staff do. Return the answer and the secret in it."""
    answer = admin_client.post(NEW, form(**kwargs))
    found = re.search(FORMAT, answer.content.decode())
    return answer, found and found[0]


def staff_client(client, *codenames):
    """Log a person into the admin who has these rights."""
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=[*codenames, "access_admin"]))
    client.force_login(user)
    return client, user


# What is kept


def test_the_secret_is_nowhere_in_the_database_and_its_hash_is(admin_client):
    _answer, secret = make_in_admin(admin_client)
    token = ApiToken.objects.get()

    assert secret.removeprefix(token.prefix) not in whole_database()
    assert token.secret_hash in whole_database()
    assert ApiToken.find(secret) == token


def test_two_secrets_are_never_the_same_and_can_be_told_apart_by_their_beginning():
    one, other = ApiTokenFactory(), ApiTokenFactory()

    assert one.secret.startswith(one.prefix)
    assert one.prefix != other.prefix
    assert one.secret_hash != other.secret_hash


def test_it_holds_for_a_year_unless_something_else_is_said():
    token = ApiTokenFactory()

    assert abs(token.expires_at - timezone.now() - LIFETIME) < timedelta(minutes=1)


@pytest.mark.parametrize("scopes", [[], ["everything"], ["read_public", "admin"]])
def test_a_scope_that_is_none_is_refused(scopes):
    token = ApiTokenFactory.build(scopes=scopes)
    token.make_secret()

    with pytest.raises(ValidationError, match="Choose at least one of these scopes"):
        token.full_clean()


# Who may not pass


def test_without_a_token_everyone_reads_what_is_public(home, client):
    assert client.get(PAGES).status_code == 200


def test_with_a_token_an_app_reads_too(home, client):
    assert client.get(PAGES, headers=bearer(ApiTokenFactory())).status_code == 200


def wrong_headers():
    token = ApiTokenFactory()
    other = ApiTokenFactory()
    yield "Bearer"
    yield "Bearer "
    yield ""
    yield "bst_00000000"
    yield token.secret
    yield f"Token {token.secret}"
    yield "Basic c3RhZmY6c2VjcmV0"
    yield f"Bearer {token.secret}, Bearer {token.secret}"
    yield f"Bearer {token.secret} {token.secret}"
    yield f"Bearer {token.secret[:-1]}"
    yield f"Bearer {token.secret}x"
    yield f"Bearer {token.prefix}_{other.secret[len(other.prefix) + 1 :]}"
    yield f"Bearer {token.secret_hash}"
    yield f"Bearer {token.prefix}_{token.secret_hash[:43]}"
    yield "Bearer é\x00"


def test_what_is_no_token_is_refused_and_never_taken_for_anonymous(home, client):
    for header in wrong_headers():
        answer = client.get(PAGES, headers={"authorization": header})

        assert answer.status_code == 401, header
        assert answer["WWW-Authenticate"] == 'Bearer realm="api", error="invalid_token"'
        assert answer["Cache-Control"] == "private, no-store"
        assert "Bearer bst_…" in answer.json()["detail"]


def test_a_token_is_known_in_any_spelling_of_bearer(home, client):
    token = ApiTokenFactory()

    assert client.get(PAGES, headers={"authorization": f"bearer  {token.secret} "}).status_code == 200


def test_a_revoked_token_is_refused_from_the_next_request_on(home, client):
    token = ApiTokenFactory()
    assert client.get(PAGES, headers=bearer(token)).status_code == 200

    token.revoke()
    answer = client.get(PAGES, headers=bearer(token))

    assert answer.status_code == 401
    assert "was revoked" in answer.json()["detail"]


def test_an_expired_token_is_refused(home, client):
    answer = client.get(PAGES, headers=bearer(ApiTokenFactory(expires_at=timezone.now() - timedelta(seconds=1))))

    assert answer.status_code == 401
    assert "has expired" in answer.json()["detail"]


def test_who_sends_half_a_token_is_not_told_what_became_of_it(home, client):
    token = ApiTokenFactory()
    token.revoke()

    answer = client.get(PAGES, headers={"authorization": f"Bearer {token.secret[:-1]}x"})

    assert "revoked" not in answer.json()["detail"]


def test_a_token_that_never_expires_holds(home, client):
    token = ApiTokenFactory(expires_at=None)

    assert token.state == State.ACTIVE
    assert client.get(PAGES, headers=bearer(token)).status_code == 200


def test_a_token_without_the_scope_is_told_which_it_lacks(home, client):
    answer = client.get(PAGES, headers=bearer(ApiTokenFactory(scopes=[Scope.SUBMIT_FORMS])))

    assert answer.status_code == 403
    assert "read_public or read_private" in answer.json()["detail"]
    assert 'error="insufficient_scope"' in answer["WWW-Authenticate"]


def test_a_method_that_is_not_there_is_a_405_with_a_token_too(home, client):
    assert client.post(PAGES, headers=bearer(ApiTokenFactory())).status_code == 405


@pytest.mark.parametrize("name", ["access_token", "token", "authorization"])
def test_a_token_in_the_address_is_no_token(name, home, client):
    token = ApiTokenFactory(scopes=[Scope.READ_PRIVATE])

    assert client.get(f"{PAGES}?{name}={token.secret}").status_code == 400
    token.refresh_from_db()
    assert token.last_used_at is None


def test_a_token_in_a_cookie_or_a_form_is_no_token(home, client):
    token = ApiTokenFactory(scopes=[Scope.READ_PRIVATE])
    client.cookies["access_token"] = token.secret

    assert client.get(PAGES).status_code == 200
    token.refresh_from_db()
    assert token.last_used_at is None


def test_a_login_beside_a_token_changes_nothing(home, admin_client):
    token = ApiTokenFactory()

    answer = admin_client.get(PAGES, headers=bearer(token))

    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer["Vary"]


# What caches keep


def test_an_answer_to_a_token_is_kept_by_no_cache(home, client):
    for token, status in ((ApiTokenFactory(), 200), (ApiTokenFactory(scopes=[Scope.PREVIEW]), 403)):
        answer = client.get(PAGES, headers=bearer(token))

        assert answer.status_code == status
        assert answer["Cache-Control"] == "private, no-store"


def test_an_answer_to_everyone_is_never_given_to_a_token_by_a_cache(home, client):
    answer = client.get(PAGES)

    assert "Authorization" in answer["Vary"]
    assert "no-store" not in answer.get("Cache-Control", "")


# When it was last used


def test_use_is_noted_at_most_once_an_hour(home, client, time_machine):
    token = ApiTokenFactory()
    began = timezone.now()

    def use_after(passed):
        time_machine.move_to(began + passed, tick=False)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGES, headers=bearer(token)).status_code == 200
        token.refresh_from_db()
        return [query["sql"] for query in queries if (query["sql"] or "").startswith("UPDATE")]

    assert len(use_after(timedelta())) == 1
    first = token.last_used_at
    assert first == began
    assert use_after(LAST_USED_RESOLUTION - timedelta(seconds=1)) == []
    assert token.last_used_at == first
    assert len(use_after(LAST_USED_RESOLUTION)) == 1
    assert token.last_used_at == began + LAST_USED_RESOLUTION


def test_what_is_refused_is_no_use(home, client):
    token = ApiTokenFactory()
    token.revoke()

    client.get(PAGES, headers=bearer(token))

    token.refresh_from_db()
    assert token.last_used_at is None


# In the admin


def test_staff_see_a_new_token_once_and_never_again(admin_client):
    answer, secret = make_in_admin(admin_client)
    token = ApiToken.objects.get()

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.decode().count(secret) == 1
    for url in (LIST, f"/admin/api-tokens/edit/{token.pk}/", f"/admin/api-tokens/inspect/{token.pk}/", LIST, NEW):
        page = admin_client.get(url)
        assert page.status_code == 200, url
        assert secret not in page.content.decode()
    assert secret not in str(dict(admin_client.session))


def test_it_is_logged_who_made_changed_and_revoked_a_token_and_never_the_secret(admin_client, admin_user):
    _answer, secret = make_in_admin(admin_client)
    token = ApiToken.objects.get()
    admin_client.post(f"/admin/api-tokens/edit/{token.pk}/", form(name="Another name", scopes=["submit_forms"]))
    admin_client.post(f"/admin/api-tokens/delete/{token.pk}/")

    entries = ModelLogEntry.objects.filter(content_type__model="apitoken").order_by("pk")

    assert token.created_by == admin_user
    assert [entry.action for entry in entries] == ["wagtail.create", "wagtail.edit", "cms_tokens.revoke_token"]
    assert {entry.user for entry in entries} == {admin_user}
    assert not any(secret in f"{entry.label} {entry.data}" for entry in entries)


def test_the_list_tells_tokens_apart(admin_client):
    token = ApiTokenFactory(name="Kiosk", scopes=[Scope.SUBMIT_FORMS])
    ApiTokenFactory(name="Old kiosk", expires_at=timezone.now() - timedelta(days=1))
    ApiTokenFactory(name="Oldest kiosk", expires_at=None).revoke()

    page = admin_client.get(LIST).content.decode()

    for text in ("Kiosk", token.prefix, "submit forms", "Active", "Expired", "Revoked", "Never"):
        assert text in page


def test_revoking_in_the_admin_ends_a_token_and_keeps_its_row(home, admin_client, client):
    token = ApiTokenFactory()

    asked = admin_client.get(f"/admin/api-tokens/delete/{token.pk}/")
    admin_client.post(f"/admin/api-tokens/delete/{token.pk}/")

    assert "cannot be undone" in asked.content.decode()
    token.refresh_from_db()
    assert token.state == State.REVOKED
    assert client.get(PAGES, headers=bearer(token)).status_code == 401


def test_a_second_revocation_changes_nothing(admin_client):
    token = ApiTokenFactory()
    token.revoke()
    before = token.revoked_at

    admin_client.post(f"/admin/api-tokens/delete/{token.pk}/")

    token.refresh_from_db()
    assert token.revoked_at == before


def test_a_revoked_token_is_not_edited(admin_client):
    token = ApiTokenFactory(name="Kiosk")
    token.revoke()

    answer = admin_client.post(f"/admin/api-tokens/edit/{token.pk}/", form(name="Back again"), follow=True)

    token.refresh_from_db()
    assert token.name == "Kiosk"
    assert "This token is revoked" in answer.content.decode()


def test_a_token_cannot_be_copied(admin_client):
    token = ApiTokenFactory()

    assert admin_client.get(f"/admin/api-tokens/copy/{token.pk}/").status_code == 404


def test_editing_changes_name_scopes_and_limits_and_neither_secret_nor_end(admin_client):
    token = ApiTokenFactory()
    site = Site.objects.get(is_default_site=True)

    admin_client.post(
        f"/admin/api-tokens/edit/{token.pk}/",
        form(
            name="Kiosk",
            scopes=["submit_forms"],
            page_types=["home.StandardPage"],
            sites=[site.pk],
            never_expires="on",
            secret_hash="0",
            prefix="bst_",
        ),
    )

    edited = ApiToken.objects.get()
    assert (edited.name, edited.scopes) == ("Kiosk", ["submit_forms"])
    assert (edited.page_types, edited.sites) == (["home.StandardPage"], [site.pk])
    assert edited.expires_at == token.expires_at
    assert ApiToken.find(token.secret) == token


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"scopes": []}, "This field is required"),
        ({"scopes": ["all"]}, "not one of the available choices"),
        ({"page_types": ["auth.User"]}, "not one of the available choices"),
        ({"sites": [4711]}, "not one of the available choices"),
        ({"sites": ["x"]}, "not one of the available choices"),
        ({"expires_at": ""}, "Enter an expiry date"),
        ({"expires_at": "2001-01-01 00:00"}, "This date is in the past"),
        ({"name": ""}, "This field is required"),
    ],
)
def test_a_form_with_something_wrong_makes_no_token(wrong, sentence, admin_client):
    answer, secret = make_in_admin(admin_client, **wrong)

    assert sentence in answer.content.decode()
    assert secret is None
    assert not ApiToken.objects.exists()


def test_a_token_without_an_end_is_made_by_those_who_say_so(admin_client):
    make_in_admin(admin_client, expires_at="", never_expires="on")

    assert ApiToken.objects.get().expires_at is None


def test_saving_keeps_limits_to_missing_types_and_sites(admin_client):
    token = ApiTokenFactory(page_types=["gone.Page"], sites=[4711])

    page = admin_client.get(f"/admin/api-tokens/edit/{token.pk}/").content.decode()
    admin_client.post(f"/admin/api-tokens/edit/{token.pk}/", form(page_types=["gone.Page"], sites=["4711"]))

    assert "gone.Page (not installed)" in page
    assert "site 4711 (deleted)" in page
    token.refresh_from_db()
    assert (token.page_types, token.sites) == (["gone.Page"], [4711])


@pytest.mark.parametrize("codenames", [(), ("change_apitoken", "delete_apitoken", "view_apitoken")])
def test_only_who_may_makes_tokens(codenames, client):
    staff, _user = staff_client(client, *codenames)

    staff.post(NEW, form())

    assert not ApiToken.objects.exists()


def test_who_may_make_tokens_does_and_may_not_revoke_or_change_them(client):
    staff, user = staff_client(client, "add_apitoken")

    _answer, secret = make_in_admin(staff)
    token = ApiToken.objects.get()
    staff.post(f"/admin/api-tokens/delete/{token.pk}/")
    staff.post(f"/admin/api-tokens/edit/{token.pk}/", form(scopes=["write"]))

    token.refresh_from_db()
    assert secret
    assert token.created_by == user
    assert token.state == State.ACTIVE
    assert token.scopes == ["read_public"]


def test_the_rights_can_be_given_to_groups(admin_client):
    page = admin_client.get("/admin/groups/new/").content.decode()

    assert "API token" in page


def test_who_did_not_make_a_token_cannot_let_it_write(client):
    owner = UserFactory(is_superuser=True)
    token = ApiTokenFactory(created_by=owner)
    staff, _user = staff_client(client, "change_apitoken")

    answer = staff.post(f"/admin/api-tokens/edit/{token.pk}/", form(scopes=["read_public", "write"]))

    token.refresh_from_db()
    assert token.scopes == ["read_public"]
    assert "only they can allow this" in answer.content.decode()


def test_limited_tokens_are_refused_where_there_are_no_pages_to_limit(home, client):
    DocumentFactory(title="Leaflet")
    limited = ApiTokenFactory(page_types=["home.StandardPage"])

    answer = client.get("/api/v2/documents/", headers=bearer(limited))

    assert answer.status_code == 403
    assert "limited" in answer.json()["detail"]
    assert client.get("/api/v2/documents/", headers=bearer(ApiTokenFactory())).status_code == 200
