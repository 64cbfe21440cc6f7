"""The table in `docs/staff/roles.md` is true: of each URL of the admin, of the menus, and of the API."""

import json
import re
from pathlib import Path

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from django.conf import settings as site_settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.cache import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from wagtail.admin.menu import admin_menu, reports_menu, settings_menu

from cms.accounts import second_factor
from cms.api.tokens.models import Scope
from cms.roles.declaration import Role
from tests.cms.api.factories import ApiTokenFactory, bearer
from tests.cms.roles.actions import ACTIONS, OF_NO_ROLE
from tests.cms.roles.admin_urls import NAMES, address
from tests.cms.roles.world import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CELLS = {"yes": True, "–": False}
WRITE = "API v3: add and change pages, with a token of one’s own"
PUBLISH = "API v3: publish, unpublish, move and delete pages, with a token of one’s own"


def table():
    """Return the rows of the table: by action, whether each role may do it."""
    text = Path(site_settings.BASE_DIR, "docs/staff/roles.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\|.*\|$", text, re.M)]
    head = next(index for index, row in enumerate(rows) if row[0] == "action")
    assert rows[head][1:] == Role.labels
    return {row[0]: dict(zip(Role, (CELLS[cell] for cell in row[1:]), strict=True)) for row in rows[head + 2 :]}


TABLE = table()


@pytest.fixture
def world(home, settings):
    settings.TASKS_RUN_AT_ONCE = False
    return make_world(home)


def request_of(user, url, data=None):
    """Return a request by `user`, who has just confirmed the login. It is a POST if there are `data`."""
    factory = RequestFactory()
    request = factory.get(url) if data is None else factory.post(url, data)
    request.user, request.session = user, SessionStore()
    record_authentication(request, user, method="password", reauthenticated=True)
    request._messages = CookieStorage(request)
    request._dont_enforce_csrf_checks = True
    return request


def is_allowed(user, url, data=None):
    """Return whether the view lets `user` in. Its template is not rendered, which would take most of the time."""
    view, arguments, keywords = resolve(url.partition("?")[0])
    request = request_of(user, url, data)
    try:
        with transaction.atomic(), context.request_context(request):
            response = view(request, *arguments, **keywords)
            transaction.set_rollback(True)
    except (PermissionDenied, Http404):
        return False
    if response.status_code == 405 and data is None:
        return is_allowed(user, url, {})
    refused = response.status_code in (403, 404) or response.headers.get("Location") in REFUSALS
    offers_nothing = "/bulk/" in url and not refused and not response.context_data["items"]
    return not (refused or offers_nothing)


REFUSALS = (reverse("wagtailadmin_home"), reverse("wagtailusers_users:index"))


def test_each_url_of_the_admin_is_in_a_row():
    outside = tuple(beginning for beginnings in OF_NO_ROLE.values() for beginning in beginnings)
    bound = {request.name for requests in ACTIONS.values() for request in requests}

    assert list(TABLE) == list(ACTIONS)
    assert bound <= set(NAMES)
    assert [name for name in NAMES if name not in bound and not name.startswith(outside)] == []


def test_each_role_may_do_what_the_table_says_and_a_superuser_everything(world):
    wrong = []
    for action, requests in ACTIONS.items():
        expected = {world.users[role]: cell for role, cell in TABLE[action].items()} | {world.root: True}
        for request in requests:
            for user, cell in expected.items():
                if is_allowed(user, address(world, request), request.data) != cell:
                    wrong.append(f"{user}: {request} should be {'allowed' if cell else 'refused'} by “{action}”")

    assert not wrong, "\n".join(wrong)


def test_the_menus_show_each_role_what_it_may_use_and_nothing_else(world):
    def shown(user):
        request = request_of(user, "/admin/")
        menus = (admin_menu, settings_menu, reports_menu)
        items = [item for menu in menus for item in menu.menu_items_for_request(request)]
        nested = [
            inner for item in items if hasattr(item, "menu") for inner in item.menu.menu_items_for_request(request)
        ]
        return {item.url for item in [*items, *nested] if item.url.startswith("/admin/")}

    for user in world.users.values():
        allowed = {url for url in shown(world.root) if is_allowed(user, url)}
        # Everybody may open this list, which is empty without the permission to read messages.
        empty = set() if user == world.users[Role.PRIVACY_OFFICER] else {reverse("wagtailforms:index")}
        assert shown(user) == allowed - empty, user


def test_the_first_page_links_only_to_what_each_role_may_use(world):
    for user in world.users.values():
        client = Client()
        client.force_login(user)
        html = client.get(reverse("wagtailadmin_home")).content.decode()
        links = set(re.findall(r'href="(/admin/[^"#?]*)"', html)) - {reverse("wagtailadmin_home")}

        assert [link for link in links if not is_allowed(user, link)] == [], user


def test_the_roles_of_the_table_need_a_second_factor(world, settings):
    settings.SECOND_FACTOR = True

    needing = {role: second_factor.is_required(user) for role, user in world.users.items()}

    assert needing == TABLE["Needs a second factor"]


def test_a_token_of_each_role_writes_pages_as_its_creator_does(world, settings, client):
    settings.ROOT_URLCONF = "tests.cms.api.urls_with_v3"
    new = {"meta": {"type": "home.StandardPage", "parent_id": world.home.pk}, "title": "New"}
    page, draft = f"{world.page.pk}/", f"{world.draft.pk}/"
    requests = {
        WRITE: [("post", "", new), ("patch", page, {"title": "Changed"})],
        PUBLISH: [
            ("post", f"{draft}actions/publish/", {}),
            ("post", f"{page}actions/unpublish/", {}),
            ("post", f"{page}actions/move/", {"destination_id": world.home.pk}),
            ("delete", page, {}),
        ],
    }
    wrong = []
    for role, user in world.users.items():
        token = ApiTokenFactory(scopes=[Scope.WRITE], created_by=user)
        for action, sent in requests.items():
            for method, path, data in sent:
                with transaction.atomic():
                    url, body = f"/api/v3/pages/{path}", json.dumps(data)
                    send = getattr(client, method)
                    status = send(url, body, content_type="application/json", headers=bearer(token)).status_code
                    transaction.set_rollback(True)
                if (status < 300) != TABLE[action][role] or (status >= 300 and status != 403):
                    wrong.append(f"{role}: {method} {path} was answered {status}")

    assert not wrong, "\n".join(wrong)
