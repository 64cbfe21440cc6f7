"""Refused requests are warnings in the log, with the id of the user, so that attempts are seen."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import Page

from cms.api.tokens.models import Scope
from tests.cms.api.factories import ApiTokenFactory, bearer
from tests.home.factories import ContactPageFactory
from tests.home.messages import answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model, client):
    """Log in somebody who may open the admin and no page. Return the account."""
    user = django_user_model.objects.create_user("olga")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    return user


def refusals(log):
    return [
        (line["route"], line["status"], line.get("user_id"))
        for line in log.lines
        if (line["event"], line["level"]) == ("Request refused", "warning")
    ]


def test_who_lacks_a_right_in_the_admin_is_logged(editor, client, log):
    address = reverse("wagtailusers_users:index")

    client.get(address)
    client.get(address, headers={"x-requested-with": "XMLHttpRequest"})
    client.get(reverse("wagtailadmin_pages:edit", args=[Page.get_first_root_node().pk]))

    assert refusals(log) == [
        ("wagtailusers_users:index", 302, editor.pk),
        ("wagtailusers_users:index", 403, editor.pk),
        ("wagtailadmin_pages:edit", 302, editor.pk),
    ]


def test_other_ways_to_the_first_page_of_the_admin_are_no_refusals(editor, client, log):
    response = client.get(reverse("account_login"))  # who is logged in is led on

    assert (response.status_code, response["Location"]) == (302, reverse("wagtailadmin_home"))
    assert refusals(log) == []


def test_wrong_and_insufficient_tokens_are_logged(home, client, log):
    client.get("/api/v2/pages/", headers={"authorization": "Bearer wrong"})
    client.get("/api/v2/pages/", headers=bearer(ApiTokenFactory(scopes=[Scope.SUBMIT_FORMS])))

    assert [status for _route, status, _user in refusals(log)] == [401, 403]


def test_too_many_messages_are_logged(home, client, log, settings):
    contact = ContactPageFactory(parent=home, slug="contact")
    settings.FORM_SUBMISSION_RATES = ["1/minute"]
    client.post(contact.url, answers())
    client.post(contact.url, answers())

    assert [status for _route, status, _user in refusals(log)] == [429]
